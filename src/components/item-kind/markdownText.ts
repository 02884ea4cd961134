import type { TimelineItem } from "../../protocol/index.ts";
import type { ErrorText, Labels } from "../../react/labels/Labels.ts";

/** Texts below each other with one empty line between, without those that say nothing. */
export function joinParagraphs(texts: readonly (string | null | undefined)[]): string {
	return texts
		.map((text) => (text ?? "").replace(/^\s*\n/, "").trimEnd())
		.filter((text) => text !== "")
		.join("\n\n");
}

/** A text as a quotation in Markdown. */
export function blockQuote(text: string): string {
	return text.replaceAll(/^/gm, "> ");
}

/** A text as code within a line of Markdown, whatever backticks are in it. */
export function inlineCode(text: string): string {
	if (!text.includes("`")) return `\`${text}\``;
	const marks = "`".repeat(1 + Math.max(...(text.match(/`+/g) ?? []).map(({ length }) => length)));
	return `${marks} ${text} ${marks}`;
}

/** A text as a block of code, between fences longer than any inside. */
export function fencedCode(text: string): string {
	const longest = Math.max(2, ...(text.match(/`{3,}/g) ?? []).map(({ length }) => length));
	const marks = "`".repeat(longest + 1);
	return `${marks}\n${text}\n${marks}`;
}

/** What is missing of an item, in words; empty where nothing is. */
export function truncationMarkdown({ truncated, missingBytes }: TimelineItem, labels: Labels): string {
	if (missingBytes !== undefined) return `*${labels.notStored(labels.fileSize(missingBytes))}*`;
	return truncated ? `*${labels.truncated}*` : "";
}

/** What went wrong, what to do about it, and the agent's own words. */
export function errorMarkdown(fault: ErrorText, labels: Labels): string {
	const { message, hint, detail } = labels.error(fault);
	return blockQuote(joinParagraphs([message, hint, detail]));
}
