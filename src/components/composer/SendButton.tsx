"use client";
import { useLabels } from "../../react/labels/useLabels.ts";
import type { ComposerState } from "../../react/useComposer.ts";
import { Icon } from "../icon/Icon.tsx";
import { WhenBusySelect } from "./BusyChoice.tsx";

interface SendButtonProps {
	readonly composer: ComposerState;
}

/** Sends the draft. While a turn runs it says what becomes of it, and lets those choose who may stop the turn. */
export function SendButton({ composer }: SendButtonProps) {
	const labels = useLabels();
	const { turnRunning, whenBusy, whenBusyOptions, canSend } = composer;
	const label = turnRunning ? labels.whenBusySend[whenBusy] : labels.send;
	return (
		<>
			{turnRunning && whenBusyOptions.length > 1 && <WhenBusySelect {...composer} />}
			<button type="submit" className="wsc-send" disabled={!canSend} aria-label={label} title={label}>
				<Icon name="send" />
			</button>
		</>
	);
}
