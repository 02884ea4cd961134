import type { PromptItem } from "../../../protocol/index.ts";
import type { Labels } from "../../../react/labels/Labels.ts";
import { errorMarkdown, joinParagraphs } from "../../item-text/markdownText.ts";
import { findTurnWarning } from "./turnResult.ts";

/** How the turn of a prompt ended; empty where it ended as it should, or has not. */
export function turnEndMarkdown({ state, result }: PromptItem, labels: Labels): string {
	if (!result) return state === "interrupted" ? `*${labels.promptState.interrupted}*` : "";
	const { error, stopReason, stoppedBy } = result;
	const warning = findTurnWarning(result, false);
	if (stopReason === "end_turn" && !error) return "";
	const end = stoppedBy ? labels.turnStopped(stoppedBy.name, null) : labels.turnEnd(stopReason);
	return joinParagraphs([
		`*${end}*`,
		error && errorMarkdown(error, labels),
		warning && errorMarkdown(labels.turnWarning[warning], labels),
	]);
}
