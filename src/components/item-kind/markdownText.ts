import { formatPlace } from "../../core/paths.ts";
import type { NoteTarget, TimelineItem } from "../../protocol/index.ts";
import type { ErrorText, Labels } from "../../react/labels/Labels.ts";

/** Joins the texts that are not empty, with an empty line between them. */
export function joinParagraphs(texts: readonly (string | null | undefined)[]): string {
	return texts
		.map((text) => (text ?? "").replace(/^\s*\n/, "").trimEnd())
		.filter((text) => text !== "")
		.join("\n\n");
}

/** A text as a Markdown quote. */
export function blockQuote(text: string): string {
	return text.replaceAll(/^/gm, "> ");
}

/** A text as inline code, also if it contains backticks. */
export function inlineCode(text: string): string {
	if (!text.includes("`")) return `\`${text}\``;
	const fence = "`".repeat(1 + Math.max(...(text.match(/`+/g) ?? []).map(({ length }) => length)));
	return `${fence} ${text} ${fence}`;
}

/** Who says something, where and when, as a heading has it: the parts that are known. */
export function headingOf(parts: readonly (string | null | undefined)[]): string {
	return parts.filter(Boolean).join(" · ");
}

/** What a note is about: a line of a file, or a call of a tool; null for anything else. */
export function placeMarkdown(about: NoteTarget | null | undefined, subject?: TimelineItem): string | null {
	if (about?.path !== undefined) return inlineCode(formatPlace(about.path, about.line));
	if (subject?.kind === "tool_call") return inlineCode(subject.title);
	return subject?.kind === "approval" ? inlineCode(subject.toolCall.title) : null;
}

/** A text as a code block, with fences longer than any in the text. */
export function fencedCode(text: string): string {
	const longest = Math.max(2, ...(text.match(/`{3,}/g) ?? []).map(({ length }) => length));
	const fence = "`".repeat(longest + 1);
	return `${fence}\n${text}\n${fence}`;
}

/** A note about what is missing of an item; empty if it is complete. */
export function truncationMarkdown({ truncated, missingBytes }: TimelineItem, labels: Labels): string {
	if (missingBytes !== undefined) return `*${labels.notStored(labels.fileSize(missingBytes))}*`;
	return truncated ? `*${labels.truncated}*` : "";
}

/** An error as a quote: the message, the hint and the details. */
export function errorMarkdown(error: ErrorText, labels: Labels): string {
	const { message, hint, detail } = labels.error(error);
	return blockQuote(joinParagraphs([message, hint, detail]));
}
