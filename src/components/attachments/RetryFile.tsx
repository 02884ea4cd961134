"use client";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useFocusHandedOn } from "../focus/useFocusHandedOn.ts";

interface RetryFileProps {
	readonly onRetry: () => void;
}

const removeButton = (button: HTMLElement) => button.parentElement?.querySelector<HTMLElement>(".wsc-button");

/** Uploads a file once more. While it is on its way it can only be removed. */
export function RetryFile({ onRetry }: RetryFileProps) {
	const labels = useLabels();
	const ref = useFocusHandedOn<HTMLButtonElement>(removeButton);
	return (
		<button ref={ref} type="button" className="wsc-link" onClick={onRetry}>
			{labels.tryAgain}
		</button>
	);
}
