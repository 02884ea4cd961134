import type { PromptItem } from "../../protocol/index.ts";
import type { Labels } from "../../react/labels/Labels.ts";
import { turnWarning } from "../turn/turnWarning.ts";
import { faultMarkdown } from "./faultMarkdown.ts";
import { paragraphs } from "./paragraphs.ts";

/** How the turn of a prompt ended; empty where it ended as it should, or has not. */
export function turnEndMarkdown({ state, result }: PromptItem, labels: Labels): string {
	if (!result) return state === "interrupted" ? `*${labels.promptState.interrupted}*` : "";
	const { error, stopReason, stoppedBy } = result;
	const warning = turnWarning(result, false);
	if (stopReason === "end_turn" && !error) return "";
	const end = stoppedBy ? labels.turnStopped(stoppedBy.name, null) : labels.turnEnd(stopReason);
	return paragraphs([
		`*${end}*`,
		error && faultMarkdown(error, labels),
		warning && faultMarkdown(labels.turnWarning[warning], labels),
	]);
}
