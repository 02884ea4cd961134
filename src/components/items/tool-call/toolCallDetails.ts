import type { ApprovalItem, ToolCall, ToolCallContent, ToolCallItem, ToolKind } from "../../../protocol/index.ts";
import { type ChangedLines, countChangedLines, splitLines } from "../../../rules/changedLines.ts";

/** The command line of an `execute` call; null if the agent does not report it. */
function commandOf(call: ToolCall): string | null {
	const { rawInput } = call;
	if (call.toolKind !== "execute" || typeof rawInput !== "object" || rawInput === null) return null;
	if (!("command" in rawInput)) return null;
	if (typeof rawInput.command === "string") return rawInput.command;
	// codex reports an argument list, whose last argument is what its shell runs.
	if (Array.isArray(rawInput.command)) return rawInput.command.map(String).join(" ");
	return null;
}

/**
 * The text to show in full above the content of a call: its command, or a title of several lines. The one-line title
 * could hide the dangerous part. Null if there is neither.
 */
export function commandOrLongTitle(call: ToolCall): string | null {
	return commandOf(call) ?? (call.title.trim().includes("\n") ? call.title : null);
}

/** Whether the text of calls of a kind is plain output and not Markdown. */
export function hasPlainOutput(kind: ToolKind): boolean {
	return kind === "execute" || kind === "read" || kind === "search";
}

/** The number of lines that the diffs of a call add and remove; null if it has none, or one is too large to count. */
export function sumChangedLines(content: readonly ToolCallContent[]): ChangedLines | null {
	const diffs = content.filter((part) => part.type === "diff");
	if (diffs.length === 0) return null;
	let added = 0;
	let removed = 0;
	for (const { oldText, newText } of diffs) {
		const lines = countChangedLines(oldText ?? "", newText);
		if (lines === null) return null;
		added += lines.added;
		removed += lines.removed;
	}
	return { added, removed };
}

/** The locations that are not already linked by a diff of the call. */
export function locationsWithoutDiff({ locations, content }: ToolCall): ToolCall["locations"] {
	const changed = new Set(content.map((part) => (part.type === "diff" ? part.path : null)));
	return locations.filter(({ path, line }) => line !== undefined || !changed.has(path));
}

/** When a call started to run: once it was approved, if it needed approval. Null if it was not allowed to run. */
export function toolCallStartedAt({ createdAt }: ToolCallItem, approval: ApprovalItem | undefined): number | null {
	if (!approval) return createdAt;
	return approval.state.status === "answered" ? Math.max(createdAt, approval.state.answeredAt) : null;
}

/**
 * A call with the diffs of its permission request. Some agents replace the diffs of a rejected or stopped call with a
 * sentence, which would hide what the request was about.
 */
export function withApprovalDiffs(call: ToolCall, approval: ApprovalItem | undefined): ToolCall {
	const requested = approval?.toolCall.content.filter(isDiff) ?? [];
	if (requested.length === 0 || call.content.some(isDiff)) return call;
	return { ...call, content: [...requested, ...call.content] };
}

function isDiff(part: ToolCallContent): boolean {
	return part.type === "diff";
}

/** How deep tools nest a list of edits in their input. */
const MAX_DEPTH = 3;

/** Whether the old text of a diff is only the string to replace, as in the input of the call, and not a part with a known position. */
function isFragment({ oldText }: Extract<ToolCallContent, { type: "diff" }>, rawInput: unknown): boolean {
	return oldText !== null && containsText(rawInput, oldText, MAX_DEPTH);
}

function containsText(value: unknown, text: string, depth: number): boolean {
	if (typeof value !== "object" || value === null) return value === text;
	return depth > 0 && Object.values(value).some((inner) => containsText(inner, text, depth - 1));
}

type DiffContent = Extract<ToolCallContent, { type: "diff" }>;

interface FirstLines {
	/** The line at which the new text begins; null if it is not known. */
	readonly firstLine: number | null;
	/** The line at which the old text begins. */
	readonly firstOldLine?: number | undefined;
}

/**
 * The lines of its file at which a diff begins. After an edit Claude sends the changed parts and, in the same order, a
 * location for each with its line in the edited file. Before the edit it sends the strings to replace, whose position is
 * not known.
 */
export function diffFirstLines(call: ToolCall, diff: DiffContent): FirstLines {
	const diffs = call.content.filter((part): part is DiffContent => part.type === "diff" && part.path === diff.path);
	const lines = call.locations.flatMap(({ path, line }) => (path === diff.path && line !== undefined ? [line] : []));
	const index = diffs.indexOf(diff);
	const line = lines.length === diffs.length ? lines[index] : undefined;
	if (line === undefined) return { firstLine: diffs.length > 1 || isFragment(diff, call.rawInput) ? null : 1 };
	const firstLine = Math.max(1, line);
	return { firstLine, firstOldLine: Math.max(1, firstLine - netLinesAdded(diffs.slice(0, index))) };
}

/** The number of lines that diffs add to a file, less those they remove. */
function netLinesAdded(diffs: readonly DiffContent[]): number {
	return diffs.reduce((sum, { oldText, newText }) => sum + countLines(newText) - countLines(oldText ?? ""), 0);
}

function countLines(text: string): number {
	return splitLines(text).length;
}
