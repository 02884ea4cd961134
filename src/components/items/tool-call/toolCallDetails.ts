import type { ApprovalItem, ToolCall, ToolCallContent, ToolCallItem, ToolKind } from "../../../protocol/index.ts";
import { type ChangedLines, countChangedLines, splitLines } from "../../../rules/changedLines.ts";

/** The command line of an `execute` call, where its agent tells it; null else. */
function commandOf(call: ToolCall): string | null {
	const { rawInput } = call;
	if (call.toolKind !== "execute" || typeof rawInput !== "object" || rawInput === null) return null;
	if (!("command" in rawInput)) return null;
	if (typeof rawInput.command === "string") return rawInput.command;
	// codex gives the words of a command, the last of which is what its shell runs.
	if (Array.isArray(rawInput.command)) return rawInput.command.map(String).join(" ");
	return null;
}

/** What a call would run, to be shown letter for letter: a line of its own has no room for it, and may leave out the worst. */
export function commandOrLongTitle(call: ToolCall): string | null {
	return commandOf(call) ?? (call.title.trim().includes("\n") ? call.title : null);
}

/** Whether what calls of a kind say is shown as output, letter for letter, and not as Markdown. */
export function hasPlainOutput(kind: ToolKind): boolean {
	return kind === "execute" || kind === "read" || kind === "search";
}

/** The lines that a call's diffs add and remove; null when it has none, or one that nobody would count along. */
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

/** The places of a call that no diff of it names: a diff is a way to its file by itself. */
export function locationsWithoutDiff({ locations, content }: ToolCall): ToolCall["locations"] {
	const changed = new Set(content.map((part) => (part.type === "diff" ? part.path : null)));
	return locations.filter(({ path, line }) => line !== undefined || !changed.has(path));
}

/** Since when a call runs: from where it was allowed if it had to be asked for. Null for one that was not let run. */
export function toolCallStartedAt({ createdAt }: ToolCallItem, approval: ApprovalItem | undefined): number | null {
	if (!approval) return createdAt;
	return approval.state.status === "answered" ? Math.max(createdAt, approval.state.answeredAt) : null;
}

/**
 * A call with the diffs that its permission was asked for. Once one is refused or stopped some agents put a sentence in
 * their place, and nobody could see any more what it was about.
 */
export function withApprovalDiffs(call: ToolCall, approval: ApprovalItem | undefined): ToolCall {
	const asked = approval?.toolCall.content.filter(isDiff) ?? [];
	if (asked.length === 0 || call.content.some(isDiff)) return call;
	return { ...call, content: [...asked, ...call.content] };
}

function isDiff(part: ToolCallContent): boolean {
	return part.type === "diff";
}

/** As deep as tools nest a list of edits. */
const MAX_DEPTH = 3;

/** Whether a diff's old text is no more than the words to be replaced, as the call's input has them. */
function isFragment({ oldText }: Extract<ToolCallContent, { type: "diff" }>, rawInput: unknown): boolean {
	return oldText !== null && containsText(rawInput, oldText, MAX_DEPTH);
}

function containsText(value: unknown, text: string, depth: number): boolean {
	if (typeof value !== "object" || value === null) return value === text;
	return depth > 0 && Object.values(value).some((inner) => containsText(inner, text, depth - 1));
}

type DiffContent = Extract<ToolCallContent, { type: "diff" }>;

interface FirstLines {
	/** The line at which the new text begins; null where nobody tells it. */
	readonly firstLine: number | null;
	/** The same of the old text. */
	readonly firstOldLine?: number | undefined;
}

/**
 * At which lines of its file a diff begins. Claude sends the stretches that it changed, and in the same order a location
 * for each, with its line in the file as it is now. Before that it sends the words it will replace, which may stand anywhere.
 */
export function diffFirstLines(call: ToolCall, diff: DiffContent): FirstLines {
	const diffs = call.content.filter((part): part is DiffContent => part.type === "diff" && part.path === diff.path);
	const lines = call.locations.flatMap(({ path, line }) => (path === diff.path && line !== undefined ? [line] : []));
	const place = diffs.indexOf(diff);
	const line = lines.length === diffs.length ? lines[place] : undefined;
	if (line === undefined) return { firstLine: diffs.length > 1 || isFragment(diff, call.rawInput) ? null : 1 };
	const firstLine = Math.max(1, line);
	return { firstLine, firstOldLine: Math.max(1, firstLine - netLinesAdded(diffs.slice(0, place))) };
}

/** By how many lines a file has grown. */
function netLinesAdded(diffs: readonly DiffContent[]): number {
	return diffs.reduce((sum, { oldText, newText }) => sum + countLines(newText) - countLines(oldText ?? ""), 0);
}

function countLines(text: string): number {
	return splitLines(text).length;
}
