"use client";

import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { Button } from "../primitives/Button.tsx";
import { useMoveFocusOnUnmount } from "../primitives/focus.ts";
import { Icon } from "../primitives/Icon.tsx";

interface LinkTargetMissingProps {
	readonly onDismiss: () => void;
}

/** Says that the linked item does not exist, until it is dismissed. */
export function LinkTargetMissing({ onDismiss }: LinkTargetMissingProps) {
	const labels = useLabels();
	const ref = useMoveFocusOnUnmount<HTMLDivElement>();
	return (
		<div ref={ref} className="wsc-jump-bar" role="alert">
			<Button className="wsc-jump" title={labels.dismiss} onClick={onDismiss}>
				<span>{labels.itemNotFound}</span>
				<Icon name="close" />
			</Button>
		</div>
	);
}
