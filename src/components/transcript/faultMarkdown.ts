import type { ErrorText, Labels } from "../../react/labels/Labels.ts";
import { joinParagraphs } from "./paragraphs.ts";
import { blockQuote } from "./quoted.ts";

/** What went wrong, what to do about it, and the agent's own words. */
export function errorMarkdown(fault: ErrorText, labels: Labels): string {
	const { message, hint, detail } = labels.error(fault);
	return blockQuote(joinParagraphs([message, hint, detail]));
}
