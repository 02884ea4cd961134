import { titleWithRelativePaths } from "../../../core/paths.ts";
import type {
	ApprovalItem,
	ToolCall,
	ToolCallContent,
	ToolCallItem,
	ToolCallStatus,
	ToolKind,
} from "../../../protocol/index.ts";
import { isRecord } from "../../../protocol/isRecord.ts";
import { type ChangedLines, countChangedLines, splitLines } from "../../../rules/changedLines.ts";
import { withRequestedDiffs } from "../../../rules/toolCalls.ts";
import { answerKind } from "./optionText.ts";

/** The command line of an `execute` call; null if the agent does not report it. */
function commandOf(call: ToolCall): string | null {
	const { rawInput } = call;
	if (call.toolKind !== "execute" || typeof rawInput !== "object" || rawInput === null) return null;
	if (!("command" in rawInput)) return null;
	if (typeof rawInput.command === "string") return rawInput.command;
	return Array.isArray(rawInput.command) ? quoteArguments(rawInput.command.map(String)) : null;
}

/** An argument that a shell reads as it is. */
const PLAIN_ARGUMENT = /^[\w@%+=:,./-]+$/;

/** A list of arguments as a line for a shell, which reads the same arguments from it. */
export function quoteArguments(list: readonly string[]): string {
	const quote = (argument: string) => `'${argument.replaceAll("'", "'\\''")}'`;
	return list.map((argument) => (PLAIN_ARGUMENT.test(argument) ? argument : quote(argument))).join(" ");
}

/**
 * The text to show in full above the content of a call: its command, or a title of several lines. The one-line title
 * could hide the dangerous part. Null if there is neither.
 */
export function commandOrLongTitle(call: ToolCall): string | null {
	return commandOf(call) ?? (call.title.trim().includes("\n") ? call.title : null);
}

/** Whether the title of a command is drawn exactly as the command: one line of ASCII, without backticks and wide gaps. */
export function isCommandTitle(call: ToolCall, folder: string | null): boolean {
	const title = titleWithRelativePaths(call, folder);
	return call.toolKind === "execute" && title === commandOf(call) && /^[!-_a-~]+(?: [!-_a-~]+)*$/.test(title);
}

/**
 * The plan that a call asks people to approve, Markdown in its input. Null if there is none, and if the content of the
 * call is the plan. A word is no plan, unless the call is about leaving the mode in which the agent plans.
 */
export function planOf({ toolKind, rawInput, content }: ToolCall): string | null {
	if (!isRecord(rawInput) || typeof rawInput.plan !== "string") return null;
	const plan = rawInput.plan.trim();
	if (plan === "" || (toolKind !== "switch_mode" && !plan.includes("\n"))) return null;
	return content.some((part) => textOf(part)?.trim() === plan) ? null : rawInput.plan;
}

function textOf(part: ToolCallContent): string | null {
	return part.type === "content" && part.content.type === "text" ? part.content.text : null;
}

/** The status to show: agents call what was allowed pending until it is over. */
export function shownStatus({ status }: ToolCallItem, approval: ApprovalItem | undefined): ToolCallStatus {
	const isAllowed = approval?.state.status === "answered" && !isRejectedApproval(approval);
	return status === "pending" && isAllowed ? "in_progress" : status;
}

/** Whether the text of a call is plain output and not Markdown. Other tools may run commands, too: then it has colours. */
export function isPlainOutput(kind: ToolKind, text: string): boolean {
	return kind === "execute" || kind === "read" || kind === "search" || text.includes("\u001b[");
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

/** The locations but the working directory itself, which some agents report with each command. */
export function locationsInside(locations: ToolCall["locations"], folder: string | null): ToolCall["locations"] {
	const trim = (path: string) => path.replace(/[/\\]+$/, "");
	return folder === null ? locations : locations.filter(({ path }) => trim(path) !== trim(folder));
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

/** A call with the diffs or the plan of its permission request, so that it still shows what it was about. */
export function withApprovalDiffs<Call extends ToolCall>(call: Call, approval: ApprovalItem | undefined): Call {
	const requested = approval?.toolCall.content ?? [];
	return withRequestedPlan(withRequestedDiffs(call, requested), requested);
}

/** Some agents replace the plan that was approved by a sentence. */
function withRequestedPlan<Call extends ToolCall>(call: Call, requested: readonly ToolCallContent[]): Call {
	if (call.toolKind !== "switch_mode") return call;
	const shown = new Set([planOf(call), ...call.content.map(textOf)].map((text) => text?.trim()));
	const replaced = requested.filter((part) => {
		const text = textOf(part)?.trim();
		return text !== undefined && !shown.has(text);
	});
	return replaced.length === 0 ? call : { ...call, content: [...replaced, ...call.content] };
}

/** The files of which a call shows the changes. */
export function diffPathsOf({ content }: Pick<ToolCall, "content">): readonly string[] {
	return content.flatMap((part) => (part.type === "diff" ? [part.path] : []));
}

/** Whether a person or a rule rejected the call. */
export function isRejectedApproval({ state, options }: ApprovalItem): boolean {
	if (state.status !== "answered") return state.status === "cancelled" && state.reason === "denied";
	return answerKind(options, state.optionId).startsWith("reject");
}

/** Whether a call has no title to show: it is blank, or only the call's id. */
export function isUntitled({ title, toolCallId }: Pick<ToolCall, "title" | "toolCallId">): boolean {
	return title.trim() === "" || title === toolCallId;
}

/** How deep tools nest a list of edits in their input. */
const MAX_DEPTH = 3;

/** Whether the old text of a diff is only the string to replace, as in the input of the call, and not a part with a known position. */
function isFragment({ oldText }: Extract<ToolCallContent, { type: "diff" }>, rawInput: unknown): boolean {
	return oldText !== null && oldText !== "" && containsText(rawInput, oldText, MAX_DEPTH);
}

function containsText(value: unknown, text: string, depth: number): boolean {
	if (typeof value !== "object" || value === null) return value === text;
	return depth > 0 && Object.values(value).some((inner) => containsText(inner, text, depth - 1));
}

/** Whether a diff deletes its file. Agents send an empty text for a deleted file as for one without text. */
export function isDeletion({ toolKind }: ToolCall, { newText }: DiffContent): boolean {
	return toolKind === "delete" && newText === "";
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

/**
 * The diff of a call that has a line of the new text of a file. Of a file that is in several, the first one if none has it or
 * their positions are not known; undefined if the call does not change the file.
 */
export function diffOfLine(call: ToolCall, path: string, line: number): DiffContent | undefined {
	const diffs = call.content.filter((part): part is DiffContent => part.type === "diff" && part.path === path);
	const hasLine = (diff: DiffContent) => {
		const { firstLine } = diffFirstLines(call, diff);
		return firstLine !== null && line >= firstLine && line < firstLine + countLines(diff.newText);
	};
	return diffs.length > 1 ? (diffs.find(hasLine) ?? diffs[0]) : diffs[0];
}

/** The number of lines that diffs add to a file, less those they remove. */
function netLinesAdded(diffs: readonly DiffContent[]): number {
	return diffs.reduce((sum, { oldText, newText }) => sum + countLines(newText) - countLines(oldText ?? ""), 0);
}

function countLines(text: string): number {
	return splitLines(text).length;
}
