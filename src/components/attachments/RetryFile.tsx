"use client";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useMoveFocusOnUnmount } from "../focus/useFocusHandedOn.ts";

interface RetryUploadButtonProps {
	readonly onRetry: () => void;
}

const findRemoveButton = (button: HTMLElement) => button.parentElement?.querySelector<HTMLElement>(".wsc-button");

/** Uploads a file once more. While it is on its way it can only be removed. */
export function RetryUploadButton({ onRetry }: RetryUploadButtonProps) {
	const labels = useLabels();
	const ref = useMoveFocusOnUnmount<HTMLButtonElement>(findRemoveButton);
	return (
		<button ref={ref} type="button" className="wsc-link" onClick={onRetry}>
			{labels.tryAgain}
		</button>
	);
}
