"use client";
import { useLabels } from "../../react/labels/useLabels.ts";
import { Button } from "../button/Button.tsx";
import { useFocusHandedOn } from "../focus/useFocusHandedOn.ts";
import { Icon } from "../icon/Icon.tsx";

interface LinkGoneProps {
	readonly onDismiss: () => void;
}

/** Says that a link leads to nothing, until somebody has read it. */
export function LinkGone({ onDismiss }: LinkGoneProps) {
	const labels = useLabels();
	const ref = useFocusHandedOn<HTMLDivElement>();
	return (
		<div ref={ref} role="alert">
			<Button className="wsc-jump" title={labels.dismiss} onClick={onDismiss}>
				{labels.itemGone}
				<Icon name="close" />
			</Button>
		</div>
	);
}
