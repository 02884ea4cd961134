"use client";
import type { Attachment, PromptItem } from "../../protocol/index.ts";
import type { TurnWarning } from "../../react/labels/Labels.ts";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useSelectorAround } from "../../react/useSelectorAround.ts";
import { FaultMessage } from "../fault/FaultMessage.tsx";
import { AskButton } from "./AskButton.tsx";
import { isNewestTurn } from "./isNewestTurn.ts";

interface TurnWarningMessageProps {
	readonly warning: TurnWarning;
	readonly text: string;
	readonly attachments?: readonly Attachment[] | undefined;
	readonly prompt?: PromptItem | undefined;
}

/** Why a turn ended before it was done, what to do about it, and the button that does it. */
export function TurnWarningMessage({ warning, text, attachments, prompt }: TurnWarningMessageProps) {
	const labels = useLabels();
	// After another turn the agent would go on with that one.
	const mayGoOn = useSelectorAround((state) => !prompt || isNewestTurn(state, prompt));
	const isCut = warning === "max_tokens" || warning === "max_turn_requests";
	const again = warning === "unanswered" && <AskButton text={text} attachments={attachments} label={labels.runAgain} />;
	const goOn = isCut && mayGoOn && <AskButton text={labels.goOnPrompt} label={labels.goOn} />;
	return (
		<FaultMessage fault={labels.turnWarning[warning]} level="warning">
			{again || goOn}
		</FaultMessage>
	);
}
