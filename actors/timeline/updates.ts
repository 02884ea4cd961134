import type { ContentBlock } from "../../src/protocol/index.ts";
import { truncateText } from "../../src/rules/truncateText.ts";
import {
	limitJsonDepth,
	type ParsedSessionEvent,
	parseChunk,
	parseOrNull,
	parsePlanEntries,
	parseSessionEvent,
	toolCallChangeSchema,
} from "./acpSchemas.ts";
import {
	andThen,
	closeOpenText,
	isJsonEqual,
	type OpenText,
	type ProjectedItem,
	type Projection,
	type ProjectionContext,
	type ProjectionResult,
	type TrackedToolCall,
	unchanged,
	withItem,
} from "./projection.ts";
import {
	projectCommands,
	projectConfigOptions,
	projectMode,
	projectResponse,
	projectTitle,
	projectUsage,
} from "./sessionDetails.ts";
import { applyToolCallChange } from "./toolCalls.ts";
import { enterTurn } from "./turns.ts";

/**
 * Projects one event of the agent's session: returns the next projection and what changes for people. It is pure and
 * never throws, whatever an agent sends: an update that cannot be parsed becomes an `unknown` item. When the event
 * changes nothing, it returns the same projection.
 *
 * Permission requests have a function of their own, `projectPermissionRequest`, because only those that the SDK emits
 * can be answered.
 *
 * @param event - A `SessionEvent` of the sandbox-agent SDK, also one that the client sent.
 * @example
 * const { projection, changes } = projectSessionEvent(state.projection, event, { turnId, now: Date.now(), createId });
 */
export function projectSessionEvent(
	projection: Projection,
	event: unknown,
	context: ProjectionContext,
): ProjectionResult {
	const parsed = parseSessionEvent(event);
	if (parsed === null) return unchanged(projection);
	return andThen(enterTurn(projection, context), (entered) => projectParsedEvent(entered, parsed, context));
}

function projectParsedEvent(
	projection: Projection,
	event: ParsedSessionEvent,
	context: ProjectionContext,
): ProjectionResult {
	switch (event.kind) {
		case "update":
			return projectUpdate(projection, event.update, context);
		case "mode_request":
			return unchanged({ ...projection, modeRequest: event });
		case "response":
			return projectResponse(projection, event);
	}
}

/** Null when the update does not have the shape that its name promises. */
type ProjectUpdate = (projection: Projection, update: unknown, context: ProjectionContext) => ProjectionResult | null;

const UPDATE_PROJECTORS: ReadonlyMap<unknown, ProjectUpdate> = new Map<unknown, ProjectUpdate>([
	// The prompt is in the timeline already, with its author.
	["user_message_chunk", (projection) => unchanged(projection)],
	["agent_message_chunk", (projection, update, context) => projectChunk(projection, "message", update, context)],
	["agent_thought_chunk", (projection, update, context) => projectChunk(projection, "thought", update, context)],
	["tool_call", projectToolCall],
	["tool_call_update", projectToolCallUpdate],
	["plan", projectPlan],
	["session_info_update", projectTitle],
	["usage_update", projectUsage],
	["available_commands_update", projectCommands],
	["config_option_update", projectConfigOptions],
	["current_mode_update", projectMode],
]);

/** One `session/update`, by its name. What cannot be parsed is kept as unknown. */
function projectUpdate(
	projection: Projection,
	update: Readonly<Record<string, unknown>>,
	context: ProjectionContext,
): ProjectionResult {
	const name = update.sessionUpdate;
	const projected = UPDATE_PROJECTORS.get(name)?.(projection, update, context);
	return projected ?? projectUnknown(projection, typeof name === "string" ? name : "session/update", update, context);
}

/** `agent_message_chunk` and `agent_thought_chunk`. Null when it cannot be parsed. */
function projectChunk(
	projection: Projection,
	kind: "message" | "thought",
	update: unknown,
	context: ProjectionContext,
): ProjectionResult | null {
	const chunk = parseChunk(update);
	if (chunk === null) return null;
	const { content, messageId } = chunk;
	if (content.type !== "text") {
		return kind === "message" ? addBlock(projection, content, messageId, context) : null;
	}
	const { text } = content;
	if (text === "") return unchanged(projection);
	const { openText } = projection;
	if (openText !== null && continuesText(openText, kind, messageId)) return appendText(projection, openText, text);
	return andThen(closeOpenText(projection, context), (closed) => {
		const item = kind === "message" ? emptyMessage(context) : emptyThought(context);
		return openItem(closed, { ...item, text }, messageId);
	});
}

function continuesText(openText: OpenText, kind: "message" | "thought", messageId: string | null): boolean {
	const { item } = openText;
	const endsWithOtherContent = item.kind === "message" && item.blocks.length > 0;
	return item.kind === kind && openText.messageId === messageId && !endsWithOtherContent;
}

function appendText(projection: Projection, openText: OpenText, text: string): ProjectionResult {
	const { id, text: before } = openText.item;
	const item = { ...openText.item, text: before + text };
	return {
		projection: { ...projection, openText: { ...openText, item } },
		changes: [{ kind: "append", itemId: id, offset: before.length, text }],
	};
}

/** Adds content that is not text to the open message, or begins one with it. */
function addBlock(
	projection: Projection,
	block: ContentBlock,
	messageId: string | null,
	context: ProjectionContext,
): ProjectionResult {
	const { openText } = projection;
	if (openText?.item.kind === "message" && openText.messageId === messageId) {
		return openItem(projection, { ...openText.item, blocks: [...openText.item.blocks, block] }, messageId);
	}
	return andThen(closeOpenText(projection, context), (closed) =>
		openItem(closed, { ...emptyMessage(context), blocks: [block] }, messageId),
	);
}

function emptyMessage(context: ProjectionContext): ProjectedItem<"message"> {
	const { turnId, now: createdAt } = context;
	return { kind: "message", id: context.createId(), turnId, createdAt, text: "", blocks: [], open: true };
}

function emptyThought(context: ProjectionContext): ProjectedItem<"thought"> {
	const { turnId, now: createdAt } = context;
	return { kind: "thought", id: context.createId(), turnId, createdAt, text: "", open: true, endedAt: null };
}

function openItem(projection: Projection, item: OpenText["item"], messageId: string | null): ProjectionResult {
	return withItem({ ...projection, openText: { item, messageId } }, item);
}

/** `tool_call`. Null when it cannot be parsed. */
function projectToolCall(projection: Projection, update: unknown, context: ProjectionContext): ProjectionResult | null {
	const change = parseOrNull(toolCallChangeSchema, update);
	return change && applyToolCallChange(projection, change, context, findToolCallOfTurn(projection, change.toolCallId));
}

// Some agents count their calls from 1 in each turn: a call that one announces is never that of an earlier turn.
function findToolCallOfTurn({ toolCalls, turnId }: Projection, toolCallId: string): TrackedToolCall | undefined {
	const known = toolCalls.get(toolCallId);
	return known?.item.turnId === null || known?.item.turnId === turnId ? known : undefined;
}

/** `tool_call_update`, also of a call that was never announced. Null when it cannot be parsed. */
function projectToolCallUpdate(
	projection: Projection,
	update: unknown,
	context: ProjectionContext,
): ProjectionResult | null {
	const change = parseOrNull(toolCallChangeSchema, update);
	return change && applyToolCallChange(projection, change, context, projection.toolCalls.get(change.toolCallId));
}

/** `plan`: one item per turn, which each new plan replaces. Null when it cannot be parsed. */
function projectPlan(projection: Projection, update: unknown, context: ProjectionContext): ProjectionResult | null {
	const entries = parsePlanEntries(update);
	if (entries === null) return null;
	const { plan } = projection;
	if (isJsonEqual(plan?.entries ?? [], entries)) return unchanged(projection);
	if (plan !== null) {
		const item = { ...plan, entries };
		return withItem({ ...projection, plan: item }, item);
	}
	return andThen(closeOpenText(projection, context), (closed) => {
		const { turnId, now: createdAt } = context;
		const item = { kind: "plan" as const, id: context.createId(), turnId, createdAt, entries };
		return withItem({ ...closed, plan: item }, item);
	});
}

const LABEL_CHARACTERS = 64;

/** Keeps the JSON of what cannot be parsed, to be shown folded. */
export function projectUnknown(
	projection: Projection,
	label: string,
	value: unknown,
	context: ProjectionContext,
): ProjectionResult {
	return andThen(closeOpenText(projection, context), (closed) =>
		withItem(closed, {
			kind: "unknown",
			id: context.createId(),
			turnId: context.turnId,
			createdAt: context.now,
			label: truncateText(label, LABEL_CHARACTERS),
			value: limitJsonDepth(value),
		}),
	);
}
