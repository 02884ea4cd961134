import type { ContentBlock, ToolCallContent, ToolCallStatus } from "../../src/protocol/index.ts";
import { isRecord } from "../../src/protocol/isRecord.ts";
import { isRunningInBackground } from "../../src/rules/background.ts";
import { isOpenStatus } from "../../src/rules/items.ts";
import { commandFailure } from "../../src/rules/toolCalls.ts";
import { parsePicture, type ToolCallChange } from "./acpSchemas.ts";
import { nextStage } from "./background.ts";
import {
	andThen,
	closeOpenText,
	findParentId,
	isJsonEqual,
	type Projection,
	type ProjectionContext,
	type ProjectionResult,
	type TrackedToolCall,
	unchanged,
	withItem,
} from "./projection.ts";

/** Plain text as a Markdown code block, as agents send output themselves. The text cannot close the fence. */
function fenceText(text: string): string {
	const runs = text.match(/`+/g) ?? [];
	const fence = "`".repeat(runs.reduce((longest, run) => Math.max(longest, run.length), 2) + 1);
	return `${fence}\n${text}${text.endsWith("\n") ? "" : "\n"}${fence}`;
}

const MAX_DEPTH = 4;

/**
 * The text inside a tool call's raw output, for agents that report it nowhere else. Empty when there is none: the raw
 * output is then shown as JSON.
 *
 * @example
 * extractOutputText({ stdout: "", stderr: "no such file\n", exit_code: 1 }); // "no such file\n"
 */
function extractOutputText(rawOutput: unknown, depth = MAX_DEPTH): string {
	if (typeof rawOutput === "string") return rawOutput;
	if (typeof rawOutput !== "object" || rawOutput === null || depth === 0) return "";
	const read = (key: string) =>
		Object.hasOwn(rawOutput, key) ? extractOutputText(Reflect.get(rawOutput, key), depth - 1) : "";
	if (Array.isArray(rawOutput)) return rawOutput.map((part) => extractOutputText(part, depth - 1)).join("");
	const command = read("formatted_output") || read("aggregated_output") || read("output");
	const streams = command || read("stdout") + read("stderr");
	return streams || read("content") || read("text") || read("message") || read("result") || read("error");
}

/**
 * The pictures inside a tool call's raw output, for agents that report them nowhere else. The raw output itself is
 * shown as JSON.
 */
function extractPictures(rawOutput: unknown, depth = MAX_DEPTH): readonly ContentBlock[] {
	if (typeof rawOutput !== "object" || rawOutput === null || depth === 0) return [];
	if (Array.isArray(rawOutput)) return rawOutput.flatMap((part) => extractPictures(part, depth - 1));
	const picture = parsePicture(rawOutput);
	if (picture) return [picture];
	const fields = ["content", "result", "output"].filter((key) => Object.hasOwn(rawOutput, key));
	return fields.flatMap((key) => extractPictures(Reflect.get(rawOutput, key), depth - 1));
}

/** What is reported about a call, and whether that says that what it has started goes on in the background. */
type ReportedChange = ToolCallChange & { readonly goesOn?: boolean };

/** Merges an update into a call: each field that is present replaces the one before, lists too. */
function mergeToolCall(call: TrackedToolCall, change: ReportedChange, context: ProjectionContext): TrackedToolCall {
	const { item } = call;
	const reportedContent = change.content ?? call.reportedContent;
	const terminalOutput = appendOutput(call.terminalOutput, change);
	const terminalExit = change.terminal?.exit ?? call.terminalExit;
	const rawOutput = withExit(change.rawOutput ?? item.rawOutput, terminalExit);
	const rawInput = change.rawInput ?? item.rawInput;
	const reported = nextStatus(call, { ...change, rawOutput }, context);
	const stage = nextStage(call.stage, { ...change, goesOn: change.goesOn === true }, { status: reported, rawInput });
	const hasJustStarted = stage === "started" && call.stage !== "started" && isOpenStatus(item.status);
	const status = hasJustStarted ? "in_progress" : reported;
	const shownContent = withTerminalOutput(reportedContent, terminalOutput);
	return {
		...call,
		reportedContent,
		terminalOutput,
		terminalExit,
		stage,
		item: {
			...item,
			title: nextTitle(item, change, status),
			toolKind: change.kind ?? item.toolKind,
			status,
			locations: change.locations ?? item.locations,
			content: withPictures(shownContent.length > 0 ? shownContent : outputContent(rawOutput), rawOutput),
			rawInput,
			rawOutput,
			endedAt: isOpenStatus(status) ? null : (item.endedAt ?? context.now),
			...(hasJustStarted && { background: true }),
		},
	};
}

/** The title of a call that failed or was refused stays, if all that is said then is the bare name of its tool. */
function nextTitle(
	{ title, toolCallId }: TrackedToolCall["item"],
	change: ReportedChange,
	status: ToolCallStatus,
): string {
	const isBareName = /^\S*$/.test(change.title?.trim() ?? "");
	const saysMore = title !== toolCallId && /\S\s+\S/.test(title);
	return status === "failed" && isBareName && saysMore ? title : (change.title ?? title);
}

/**
 * Of a command that prints more, the end is kept: that is where it says what went wrong. Of a longer text only the
 * beginning would be stored, and each piece of output costs as much as all of it.
 */
const MAX_OUTPUT_CHARACTERS = 250_000;
const OUTPUT_DROPPED = "[Earlier output was left out.]\n";

function appendOutput(before: string | null, { terminal }: ToolCallChange): string | null {
	if (!terminal) return before;
	const output = (before ?? "") + terminal.output;
	if (output.length <= MAX_OUTPUT_CHARACTERS) return output;
	const kept = output.slice(output.length - MAX_OUTPUT_CHARACTERS / 2);
	return OUTPUT_DROPPED + kept.slice(kept.indexOf("\n") + 1);
}

/** The raw output, which says how the command failed, if its terminal said so. */
function withExit(rawOutput: unknown, exit: object | null): unknown {
	if (rawOutput === undefined) return exit ?? undefined;
	const isUntold = commandFailure(exit) !== null && commandFailure(rawOutput) === null;
	return isUntold && isRecord(rawOutput) ? { ...rawOutput, ...exit } : rawOutput;
}

/** The content with the output in the place of the agent's terminal. */
function withTerminalOutput(content: readonly ToolCallContent[], output: string | null): readonly ToolCallContent[] {
	if (output === null) return content;
	const others = content.filter((part) => part.type !== "terminal");
	return output === "" ? others : [...others, textContent(output)];
}

// A late update may report the result of a call of an ended turn, but cannot open it again.
function nextStatus(
	{ item, stage }: TrackedToolCall,
	change: ReportedChange,
	context: ProjectionContext,
): ToolCallStatus {
	// What says that it goes on is no end, and the end of its terminal is one without a status.
	if (stage === "started" && change.goesOn) return item.status;
	const ended = stage === "started" && change.terminal?.exit ? "completed" : undefined;
	const reported = change.status ?? ended ?? item.status;
	const status = reported === "completed" && hasFailed(change.rawOutput) ? "failed" : reported;
	const turnHasEnded = item.turnId !== null && item.turnId !== context.turnId;
	return turnHasEnded && isOpenStatus(status) ? item.status : status;
}

/** Some agents call a command completed that exited with another code than 0, or was ended by a signal. */
function hasFailed(rawOutput: unknown): boolean {
	const { code = null, signal = null } = commandFailure(rawOutput) ?? {};
	// Tools that run no command have signals of other kinds.
	return (code !== null && code !== 0) || /^SIG[A-Z]/.test(signal ?? "");
}

function outputContent(rawOutput: unknown): readonly ToolCallContent[] {
	const text = extractOutputText(rawOutput);
	return text === "" ? [] : [textContent(text)];
}

function textContent(output: string): ToolCallContent {
	return { type: "content", content: { type: "text", text: fenceText(output) } };
}

/** The content with the pictures of the raw output, unless it has pictures of its own: these are the same. */
function withPictures(content: readonly ToolCallContent[], rawOutput: unknown): readonly ToolCallContent[] {
	const hasPicture = content.some((part) => part.type === "content" && part.content.type === "image");
	const pictures = hasPicture ? [] : extractPictures(rawOutput);
	if (pictures.length === 0) return content;
	return [...content, ...pictures.map((picture) => ({ type: "content" as const, content: picture }))];
}

export interface ProjectedToolCall extends ProjectionResult {
	readonly item: TrackedToolCall["item"];
}

/**
 * Applies what the agent reports about a tool call.
 *
 * @param known - The call before; undefined when it is new.
 */
export function applyToolCallChange(
	projection: Projection,
	change: ReportedChange,
	context: ProjectionContext,
	known: TrackedToolCall | undefined,
): ProjectedToolCall {
	const parentId = findParentId(projection, change.parentCallId);
	const call = mergeToolCall(known ?? createToolCall(change.toolCallId, parentId, context), change, context);
	if (known !== undefined && isJsonEqual(known.item, call.item)) {
		const isSame = known.stage === call.stage;
		const next = isSame ? projection : { ...projection, toolCalls: projection.toolCalls.with(call) };
		return { ...unchanged(next), item: known.item };
	}
	// Only a new call, which gets its own position in the timeline, closes the open text. An update does not.
	const before =
		known === undefined
			? closeOpenText(freeKey(projection, change.toolCallId), context, parentId)
			: unchanged(projection);
	return { ...andThen(before, (next) => storeToolCall(next, call, known)), item: call.item };
}

/** The agent uses the id of a call for another one. What the first has left running still ends. */
function freeKey(projection: Projection, toolCallId: string): Projection {
	const other = projection.toolCalls.get(toolCallId);
	if (!other || !isRunningInBackground(other.item)) return projection;
	return { ...projection, toolCalls: projection.toolCalls.with({ ...other, key: other.item.id }) };
}

function storeToolCall(
	projection: Projection,
	call: TrackedToolCall,
	known: TrackedToolCall | undefined,
): ProjectionResult {
	const count = (of: TrackedToolCall | undefined) => (of && isOpenIn(projection, of.item) ? 1 : 0);
	const openToolCalls = projection.openToolCalls + count(call) - count(known);
	return withItem({ ...projection, toolCalls: projection.toolCalls.with(call), openToolCalls }, call.item);
}

/** The projection without a call, whose place another item takes. */
export function withoutToolCall(projection: Projection, toolCallId: string): Projection {
	const known = projection.toolCalls.get(toolCallId);
	if (!known) return projection;
	const openToolCalls = projection.openToolCalls - (isOpenIn(projection, known.item) ? 1 : 0);
	return { ...projection, toolCalls: projection.toolCalls.without(toolCallId), openToolCalls };
}

function isOpenIn({ turnId }: Projection, item: TrackedToolCall["item"]): boolean {
	return item.turnId === turnId && isOpenStatus(item.status) && !isRunningInBackground(item);
}

function createToolCall(toolCallId: string, parentId: string | null, context: ProjectionContext): TrackedToolCall {
	return {
		key: toolCallId,
		reportedContent: [],
		requestedDiffs: [],
		terminalOutput: null,
		terminalExit: null,
		stage: "none",
		item: {
			kind: "tool_call",
			id: context.createId(),
			turnId: context.turnId,
			createdAt: context.now,
			...(parentId !== null && { parentId }),
			toolCallId,
			title: toolCallId,
			toolKind: "other",
			status: "pending",
			locations: [],
			content: [],
			rawInput: undefined,
			rawOutput: undefined,
			endedAt: null,
		},
	};
}
