import type { ToolCall, ToolCallContent, ToolKind } from "../../../protocol/index.ts";
import { cleanOutput, stripStyleCodes } from "../../command-output/outputText.ts";
import { contentBlockText } from "../../content/contentText.ts";
import { type SearchableText, withPlainText } from "../../item-text/searchText.ts";
import { formatJson, lastPathSegments } from "../../primitives/displayText.ts";
import { commandOrLongTitle, hasPlainOutput } from "./toolCallDetails.ts";

/** The texts of a call whose fold is kept under `id`. */
export function toolCallSearchTexts(call: ToolCall, id: string): readonly SearchableText[] {
	const { title, toolKind, locations, content, rawInput, rawOutput } = call;
	const [line = ""] = title.trim().split("\n");
	const paths = locations.map(({ path }) => path);
	return [
		{ text: withPlainText(`${line}\n${lastPathSegments(paths[0] ?? "")}`), folds: [] },
		...content.map((part, index) => contentSearchText(part, toolKind, id, index)),
		{ text: [title, commandOrLongTitle(call) ?? "", ...paths].join("\n"), folds: [id], isRedundant: true },
		{ text: jsonText(rawInput), folds: [id, `${id}/input`], isRedundant: true },
		{ text: jsonText(rawOutput), folds: [id, `${id}/output`], isRedundant: true },
	];
}

function contentSearchText(part: ToolCallContent, kind: ToolKind, id: string, index: number): SearchableText {
	if (part.type === "diff") return { text: [part.path, part.oldText ?? "", part.newText].join("\n"), folds: [id] };
	if (part.type === "terminal") return { text: part.terminalId, folds: [id] };
	if (part.type === "unknown") return { text: formatJson(part.value), folds: [id, `${id}/${index}`] };
	const { content } = part;
	if (content.type === "text") return { text: visibleText(content.text, kind), folds: [id] };
	return { text: contentBlockText(content), folds: [id, `${id}/${index}`] };
}

/** Of output nobody reads the colours, nor what was drawn over. */
function visibleText(text: string, kind: ToolKind): string {
	return hasPlainOutput(kind) ? stripStyleCodes(cleanOutput(text)) : withPlainText(text);
}

function jsonText(value: unknown): string {
	return value === undefined ? "" : formatJson(value);
}
