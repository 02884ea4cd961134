"use client";
import type { Attachment, PromptItem, TurnResult } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useOptionalWorkspaceSelector } from "../../react/useSelectorAround.ts";
import { ErrorMessage } from "../fault/FaultMessage.tsx";
import { Fold } from "../fold/Fold.tsx";
import { Icon, type IconProps } from "../icon/Icon.tsx";
import { partClassName } from "../part/partClass.ts";
import { revealDirectionOverrides } from "../text/revealDirectionOverrides.ts";
import { LineCount } from "../tool-call/LineCount.tsx";
import { SendPromptButton } from "./AskButton.tsx";
import { isTurnUnanswered } from "./isUnanswered.ts";
import { LazyTurnSummary } from "./LazyTurnSummary.tsx";
import { StoppedByText } from "./TurnStopped.tsx";
import { TurnWarningMessage } from "./TurnWarningMessage.tsx";
import { findTurnWarning } from "./turnWarning.ts";

export interface TurnEndProps {
	readonly result: TurnResult;
	/** What was asked, to ask it again when the turn failed. */
	readonly text: string;
	readonly attachments?: readonly Attachment[] | undefined;
	/** The prompt of the turn: with it the line opens to show all of what the turn came to. */
	readonly prompt?: PromptItem | undefined;
	readonly className?: string | undefined;
}

/**
 * The line under a turn: how it ended, how long the agent worked, what it touched. It opens to show more. Above it stands
 * what went wrong, or why the turn ended before it was done.
 *
 * Data attributes: `data-stop-reason` (ACP's, `failed` for an error).
 */
export function TurnEnd({ result, text, attachments, prompt, className }: TurnEndProps) {
	const labels = useLabels();
	const unanswered =
		useOptionalWorkspaceSelector((state) => prompt !== undefined && isTurnUnanswered(state, prompt)) ?? false;
	const warning = findTurnWarning(result, unanswered);
	const words = unanswered ? labels.turnUnanswered : labels.turnEnd(result.stopReason);
	const added = result.files.reduce((sum, file) => sum + file.added, 0);
	const removed = result.files.reduce((sum, file) => sum + file.removed, 0);
	const line = (
		<span className="wsc-turn-end-line">
			<Icon name={warning ? "warning" : turnEndIcon(result)} />
			<span>{result.stoppedBy ? <StoppedByText {...result} by={result.stoppedBy} /> : words}</span>
			<span>{labels.duration(result.durationMs - (result.waitedMs ?? 0))}</span>
			{result.files.length > 0 && (
				<span title={revealDirectionOverrides(result.files.map((file) => file.path).join("\n"))}>
					{labels.filesChanged(result.files.length)} <LineCount added={added} removed={removed} />
				</span>
			)}
			{result.commands > 0 && <span>{labels.commandsRun(result.commands)}</span>}
		</span>
	);
	return (
		<div className={partClassName("wsc-turn-end", className)} data-stop-reason={result.stopReason ?? "failed"}>
			{result.error && (
				<ErrorMessage id={prompt && `${prompt.id}/error`} error={result.error}>
					<SendPromptButton text={text} attachments={attachments} label={labels.tryAgain} />
				</ErrorMessage>
			)}
			{warning && <TurnWarningMessage warning={warning} text={text} attachments={attachments} prompt={prompt} />}
			{prompt ? (
				<Fold id={`${prompt.id}/end`} summary={line}>
					<LazyTurnSummary prompt={prompt} result={result} />
				</Fold>
			) : (
				line
			)}
		</div>
	);
}

function turnEndIcon({ stopReason, error }: TurnResult): IconProps["name"] {
	if (error || stopReason === null) return "failed";
	if (stopReason === "end_turn") return "completed";
	return stopReason === "cancelled" ? "cancelled" : "warning";
}
