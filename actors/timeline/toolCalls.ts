import type { ToolCallContent, ToolCallStatus } from "../../src/protocol/index.ts";
import { isOpenStatus } from "../../src/rules/items.ts";
import type { ToolCallChange } from "./acpSchemas.ts";
import {
	andThen,
	closeOpenText,
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

/** Merges an update into a call: each field that is present replaces the one before, lists too. */
function mergeToolCall(call: TrackedToolCall, change: ToolCallChange, context: ProjectionContext): TrackedToolCall {
	const { item } = call;
	const reportedContent = change.content ?? call.reportedContent;
	const rawOutput = change.rawOutput ?? item.rawOutput;
	const status = nextStatus(call, change, context);
	return {
		reportedContent,
		item: {
			...item,
			title: change.title ?? item.title,
			toolKind: change.kind ?? item.toolKind,
			status,
			locations: change.locations ?? item.locations,
			content: reportedContent.length > 0 ? reportedContent : outputContent(rawOutput),
			rawInput: change.rawInput ?? item.rawInput,
			rawOutput,
			endedAt: isOpenStatus(status) ? null : (item.endedAt ?? context.now),
		},
	};
}

// A late update may report the result of a call of an ended turn, but cannot open it again.
function nextStatus({ item }: TrackedToolCall, change: ToolCallChange, context: ProjectionContext): ToolCallStatus {
	const status = change.status ?? item.status;
	const turnHasEnded = item.turnId !== null && item.turnId !== context.turnId;
	return turnHasEnded && isOpenStatus(status) ? item.status : status;
}

function outputContent(rawOutput: unknown): readonly ToolCallContent[] {
	const text = extractOutputText(rawOutput);
	return text === "" ? [] : [{ type: "content", content: { type: "text", text: fenceText(text) } }];
}

interface ProjectedToolCall extends ProjectionResult {
	readonly item: TrackedToolCall["item"];
}

/**
 * Applies what the agent reports about a tool call.
 *
 * @param known - The call before; undefined when it is new.
 */
export function applyToolCallChange(
	projection: Projection,
	change: ToolCallChange,
	context: ProjectionContext,
	known: TrackedToolCall | undefined,
): ProjectedToolCall {
	const call = mergeToolCall(known ?? createToolCall(change.toolCallId, context), change, context);
	if (known !== undefined && isJsonEqual(known.item, call.item)) return { ...unchanged(projection), item: known.item };
	// Only a new call, which gets its own position in the timeline, closes the open text. An update does not.
	const before = known === undefined ? closeOpenText(projection, context) : unchanged(projection);
	return { ...andThen(before, (next) => storeToolCall(next, call, known)), item: call.item };
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

function isOpenIn({ turnId }: Projection, item: TrackedToolCall["item"]): boolean {
	return item.turnId === turnId && isOpenStatus(item.status);
}

function createToolCall(toolCallId: string, context: ProjectionContext): TrackedToolCall {
	return {
		reportedContent: [],
		item: {
			kind: "tool_call",
			id: context.createId(),
			turnId: context.turnId,
			createdAt: context.now,
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
