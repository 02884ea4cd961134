"use client";
import type { Attachment, PromptItem } from "../../protocol/index.ts";
import type { TurnWarning } from "../../react/labels/Labels.ts";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useOptionalWorkspaceSelector } from "../../react/useSelectorAround.ts";
import { ErrorMessage } from "../fault/FaultMessage.tsx";
import { SendPromptButton } from "./AskButton.tsx";
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
	const mayGoOn = useOptionalWorkspaceSelector((state) => !prompt || isNewestTurn(state, prompt));
	const isCut = warning === "max_tokens" || warning === "max_turn_requests";
	const again = warning === "unanswered" && (
		<SendPromptButton text={text} attachments={attachments} label={labels.runAgain} />
	);
	const goOn = isCut && mayGoOn && <SendPromptButton text={labels.continueTurnPrompt} label={labels.continueTurn} />;
	return (
		<ErrorMessage error={labels.turnWarning[warning]} level="warning">
			{again || goOn}
		</ErrorMessage>
	);
}
