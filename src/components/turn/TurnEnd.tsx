"use client";
import type { Attachment, PromptItem, TurnResult } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useSelectorAround } from "../../react/useSelectorAround.ts";
import { FaultMessage } from "../fault/FaultMessage.tsx";
import { Fold } from "../fold/Fold.tsx";
import { Icon, type IconProps } from "../icon/Icon.tsx";
import { partClass } from "../part/partClass.ts";
import { revealDirectionOverrides } from "../text/revealDirectionOverrides.ts";
import { LineCount } from "../tool-call/LineCount.tsx";
import { AskButton } from "./AskButton.tsx";
import { isUnanswered } from "./isUnanswered.ts";
import { LazyTurnSummary } from "./LazyTurnSummary.tsx";
import { TurnStopped } from "./TurnStopped.tsx";
import { TurnWarningMessage } from "./TurnWarningMessage.tsx";
import { turnWarning } from "./turnWarning.ts";

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
	const unanswered = useSelectorAround((state) => prompt !== undefined && isUnanswered(state, prompt)) ?? false;
	const warning = turnWarning(result, unanswered);
	const words = unanswered ? labels.turnUnanswered : labels.turnEnd(result.stopReason);
	const added = result.files.reduce((sum, file) => sum + file.added, 0);
	const removed = result.files.reduce((sum, file) => sum + file.removed, 0);
	const line = (
		<span className="wsc-turn-end-line">
			<Icon name={warning ? "warning" : iconOf(result)} />
			<span>{result.stoppedBy ? <TurnStopped {...result} by={result.stoppedBy} /> : words}</span>
			<span>{labels.duration(result.durationMs - (result.waitedMs ?? 0))}</span>
			{result.files.length > 0 && (
				<span title={revealDirectionOverrides(result.files.map((file) => file.path).join("\n"))}>
					{labels.filesTouched(result.files.length)} <LineCount added={added} removed={removed} />
				</span>
			)}
			{result.commands > 0 && <span>{labels.commandsRun(result.commands)}</span>}
		</span>
	);
	return (
		<div className={partClass("wsc-turn-end", className)} data-stop-reason={result.stopReason ?? "failed"}>
			{result.error && (
				<FaultMessage id={prompt && `${prompt.id}/error`} fault={result.error}>
					<AskButton text={text} attachments={attachments} label={labels.tryAgain} />
				</FaultMessage>
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

function iconOf({ stopReason, error }: TurnResult): IconProps["name"] {
	if (error || stopReason === null) return "failed";
	if (stopReason === "end_turn") return "completed";
	return stopReason === "cancelled" ? "cancelled" : "warning";
}
