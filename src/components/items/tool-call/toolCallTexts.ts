import { relativePath } from "../../../core/index.ts";
import { titleWithRelativePaths } from "../../../core/paths.ts";
import type { ApprovalItem, ToolCall, ToolCallContent, ToolCallItem } from "../../../protocol/index.ts";
import { wordFor } from "../../../react/labels/format.ts";
import type { Labels } from "../../../react/labels/Labels.ts";
import { contentBlockText } from "../../content/contentText.ts";
import type { ItemTexts, MarkdownContext } from "../../item-kind/ItemKind.ts";
import { fencedCode, inlineCode } from "../../item-kind/markdownText.ts";
import { type SearchableText, withPlainText } from "../../item-kind/searchText.ts";
import { formatJson, lastPathSegments } from "../../primitives/displayText.ts";
import { answerKind } from "./optionText.ts";
import { commandOrLongTitle, isPlainOutput, planOf, withApprovalDiffs } from "./toolCallDetails.ts";

export const toolCallTexts: ItemTexts<ToolCallItem> = {
	searchTexts: (item, { rowId, readOutput }) => toolCallSearchTexts(item, rowId, readOutput),
	markdown: (item, context) => {
		const { approval, labels } = context;
		const states = [
			wordFor(labels.toolStatus, item.status),
			...(approval ? [approvalOutcomeText(approval, labels)] : []),
		];
		return toolCallMarkdown(withApprovalDiffs(item, approval), states, context);
	},
	isListEntry: true,
};

/** From the output of a command to the text that is shown of it. */
type ReadOutput = (output: string) => string;

/** The texts of a call, whose folds have ids that begin with `id`. */
export function toolCallSearchTexts(call: ToolCall, id: string, readOutput: ReadOutput): readonly SearchableText[] {
	const { title, toolKind, locations, content, rawInput, rawOutput } = call;
	const [line = ""] = title.trim().split("\n");
	const paths = locations.map(({ path }) => path);
	const readText = (text: string) => (isPlainOutput(toolKind, text) ? readOutput : withPlainText)(text);
	return [
		{ text: withPlainText(`${line}\n${lastPathSegments(paths[0] ?? "")}`), folds: [] },
		{ text: withPlainText(planOf(call) ?? ""), folds: [id] },
		...content.map((part, index) => contentSearchText(part, readText, id, index)),
		{ text: [title, commandOrLongTitle(call) ?? "", ...paths].join("\n"), folds: [id], isRedundant: true },
		{ text: jsonText(rawInput), folds: [id, `${id}/input`], isRedundant: true },
		{ text: jsonText(rawOutput), folds: [id, `${id}/output`], isRedundant: true },
	];
}

function contentSearchText(part: ToolCallContent, readText: ReadOutput, id: string, index: number): SearchableText {
	if (part.type === "diff") return { text: [part.path, part.oldText ?? "", part.newText].join("\n"), folds: [id] };
	if (part.type === "terminal") return { text: part.terminalId, folds: [id] };
	if (part.type === "unknown") return { text: formatJson(part.value), folds: [id, `${id}/${index}`] };
	const { content } = part;
	if (content.type === "text") return { text: readText(content.text), folds: [id] };
	return { text: contentBlockText(content), folds: [id, `${id}/${index}`] };
}

function jsonText(value: unknown): string {
	return value === undefined ? "" : formatJson(value);
}

/**
 * A tool call as a list entry. A command of several lines is a code block inside of the entry.
 *
 * @param states - How the call and its permission request ended.
 */
export function toolCallMarkdown(
	call: ToolCall,
	states: readonly string[],
	{ labels, folder }: MarkdownContext,
): string {
	const { toolKind, content } = call;
	const title = titleWithRelativePaths(call, folder).trim();
	const isLong = title.includes("\n");
	const isCode = toolKind === "execute" && !title.includes("`");
	const paths = content.filter((part) => part.type === "diff").map(({ path }) => relativePath(path, folder));
	const files = paths.filter((path) => !title.includes(path)).map(inlineCode);
	const line = [
		`- **${labels.toolKind[toolKind]}**`,
		...(isLong || title === "" ? [] : [isCode ? inlineCode(title) : title]),
		...files,
		`(${states.join(", ")})`,
	].join(" ");
	return isLong ? `${line}\n\n${fencedCode(title).replaceAll(/^/gm, "  ")}` : line;
}

/** The outcome of a permission request in words. */
export function approvalOutcomeText({ state, options }: ApprovalItem, labels: Labels): string {
	if (state.status === "pending") return labels.waitingForApproval;
	if (state.status !== "answered") return wordFor(labels.approvalCancelled, state.reason);
	return labels.approvalAnswered(answerKind(options, state.optionId), state.by?.name ?? null, state.rule ?? null);
}
