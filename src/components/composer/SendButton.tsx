"use client";
import { useLabels } from "../../react/labels/useLabels.ts";
import { Icon } from "../icon/Icon.tsx";

interface SendButtonProps {
	readonly busy: boolean;
	readonly disabled: boolean;
}

/** Sends the draft, into the queue while a turn runs. */
export function SendButton({ busy, disabled }: SendButtonProps) {
	const labels = useLabels();
	const label = busy ? labels.queueUp : labels.send;
	return (
		<button type="submit" className="wsc-send" disabled={disabled} aria-label={label} title={label}>
			<Icon name="send" />
		</button>
	);
}
