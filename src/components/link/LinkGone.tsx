"use client";
import { useLabels } from "../../react/labels/useLabels.ts";
import { Button } from "../button/Button.tsx";
import { useMoveFocusOnUnmount } from "../focus/useFocusHandedOn.ts";
import { Icon } from "../icon/Icon.tsx";

interface LinkTargetMissingProps {
	readonly onDismiss: () => void;
}

/** Says that a link leads to nothing, until somebody has read it. */
export function LinkTargetMissing({ onDismiss }: LinkTargetMissingProps) {
	const labels = useLabels();
	const ref = useMoveFocusOnUnmount<HTMLDivElement>();
	return (
		<div ref={ref} role="alert">
			<Button className="wsc-jump" title={labels.dismiss} onClick={onDismiss}>
				{labels.itemNotFound}
				<Icon name="close" />
			</Button>
		</div>
	);
}
