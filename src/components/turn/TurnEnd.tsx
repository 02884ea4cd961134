"use client";

import { memo } from "react";
import type { Attachment, Person, PromptItem, TurnResult } from "../../protocol/index.ts";
import type { TurnWarning } from "../../react/labels/Labels.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useTimelineItem } from "../../react/state.ts";
import { useOptionalWorkspaceSelector } from "../../react/store.tsx";
import { truncateWithEllipsis } from "../../rules/truncateText.ts";
import { findTurnWarning, isNewestTurn, isTurnUnanswered, selectPromptText } from "../items/prompt/turnResult.ts";
import { ErrorMessage } from "../primitives/ErrorMessage.tsx";
import { Fold } from "../primitives/Fold.tsx";
import { revealCharacters } from "../primitives/hiddenText.ts";
import { Icon, type IconProps } from "../primitives/Icon.tsx";
import { LineCount } from "../primitives/LineCount.tsx";
import { partClassName } from "../primitives/partStyle.ts";
import { useComponents } from "../slots/ComponentsProvider.tsx";
import type { TurnEndProps } from "../slots/partProps.ts";
import { EditPromptButton, SendPromptButton } from "./SendPromptButton.tsx";
import { TurnSummary } from "./TurnSummary.tsx";

interface StoppedByTextProps extends Pick<TurnResult, "stoppedFor"> {
	readonly by: Person;
}

const MAX_PROMPT_CHARACTERS = 60;

/** Who stopped a turn, and for which prompt. */
function StoppedByText({ by, stoppedFor }: StoppedByTextProps) {
	const labels = useLabels();
	const text = useOptionalWorkspaceSelector((state) => selectPromptText(state, stoppedFor));
	return <span>{labels.turnStopped(by.name, text && truncateWithEllipsis(text, MAX_PROMPT_CHARACTERS))}</span>;
}

interface TurnWarningMessageProps {
	readonly warning: TurnWarning;
	readonly text: string;
	readonly attachments?: readonly Attachment[] | undefined;
	readonly prompt?: PromptItem | undefined;
}

/** Why a turn ended early, what to do about it, and the button for it. */
function TurnWarningMessage({ warning, text, attachments, prompt }: TurnWarningMessageProps) {
	const labels = useLabels();
	// After a newer turn the agent would continue with that one.
	const canContinue = useOptionalWorkspaceSelector((state) => !prompt || isNewestTurn(state, prompt));
	const isLimited = warning === "max_tokens" || warning === "max_turn_requests";
	const retry = warning === "unanswered" && (
		<SendPromptButton text={text} attachments={attachments} prompt={prompt} label={labels.runAgain} />
	);
	const resume = isLimited && canContinue && (
		<SendPromptButton text={labels.continueTurnPrompt} label={labels.continueTurn} />
	);
	const isRefused = warning === "refusal" || warning === "unanswered";
	return (
		<ErrorMessage error={labels.turnWarning[warning]} level="warning">
			{retry || resume}
			{isRefused && <EditPromptButton text={text} prompt={prompt} />}
		</ErrorMessage>
	);
}

/**
 * The line under a turn: how it ended, how long the agent worked, which files it changed. It expands to show more. If the
 * turn failed or ended early, the message above the line says how it ended, and the line does not say it again.
 *
 * Data attributes: `data-stop-reason` (ACP's, `failed` for an error).
 */
export function TurnEnd({ result, text, attachments, prompt, className }: TurnEndProps) {
	const labels = useLabels();
	const unanswered =
		useOptionalWorkspaceSelector((state) => prompt !== undefined && isTurnUnanswered(state, prompt)) ?? false;
	const warning = findTurnWarning(result, unanswered);
	const added = result.files.reduce((sum, file) => sum + file.added, 0);
	const removed = result.files.reduce((sum, file) => sum + file.removed, 0);
	const line = (
		<span className="wsc-turn-end-line">
			{result.error || warning ? (
				prompt && <span>{labels.turnDetails}</span>
			) : (
				<>
					<Icon name={turnEndIcon(result)} />
					{result.stoppedBy ? (
						<StoppedByText {...result} by={result.stoppedBy} />
					) : (
						<span>{labels.turnEnd(result.stopReason)}</span>
					)}
				</>
			)}
			<span>{labels.duration(result.durationMs - (result.waitedMs ?? 0))}</span>
			{result.files.length > 0 && (
				<span title={revealCharacters(result.files.map((file) => file.path).join("\n"))}>
					<span>{`${labels.filesChanged(result.files.length)} `}</span>
					<LineCount added={added} removed={removed} />
				</span>
			)}
			{result.commands > 0 && <span>{labels.commandsRun(result.commands)}</span>}
		</span>
	);
	return (
		<div className={partClassName("wsc-turn-end", className)} data-stop-reason={result.stopReason ?? "failed"}>
			{result.error && (
				<ErrorMessage id={prompt && `${prompt.id}/error`} error={result.error}>
					<SendPromptButton text={text} attachments={attachments} prompt={prompt} label={labels.tryAgain} />
				</ErrorMessage>
			)}
			{warning && <TurnWarningMessage warning={warning} text={text} attachments={attachments} prompt={prompt} />}
			{prompt ? (
				<Fold id={`${prompt.id}/end`} summary={line}>
					<TurnSummary prompt={prompt} result={result} />
				</Fold>
			) : (
				line
			)}
		</div>
	);
}

function turnEndIcon({ stopReason }: TurnResult): IconProps["name"] {
	if (stopReason === null) return "failed";
	if (stopReason === "end_turn") return "completed";
	return stopReason === "cancelled" ? "cancelled" : "warning";
}

interface PromptTurnEndProps {
	readonly promptId: string;
}

/** The end of a prompt's turn, once it has ended. A turn that broke off without an error can be run again. */
export const PromptTurnEnd = memo(function PromptTurnEnd({ promptId }: PromptTurnEndProps) {
	const labels = useLabels();
	const { TurnEnd: Part = TurnEnd } = useComponents();
	const item = useTimelineItem(promptId);
	if (item?.kind !== "prompt") return null;
	const { text, attachments, result, state } = item;
	const isBroken = state === "interrupted" || (result?.stopReason === null && !result.error);
	return (
		<>
			{result && <Part result={result} text={text} attachments={attachments} prompt={item} />}
			{isBroken && (
				<div className="wsc-turn-end">
					<SendPromptButton text={text} prompt={item} label={labels.runAgain} />
				</div>
			)}
		</>
	);
});
