import type { ContentBlock, Usage } from "../../src/protocol/index.ts";
import { truncateText } from "../text/truncateText.ts";
import {
	limitJsonDepth,
	type ParsedSessionEvent,
	parseChunk,
	parseCommands,
	parseConfigOptions,
	parseModeId,
	parseOrNull,
	parsePlanEntries,
	parseSessionEvent,
	parseTitle,
	parseUsage,
	toolCallChangeSchema,
} from "./acpSchemas.ts";
import { isReplayedHistory } from "./agentRestart.ts";
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
	updateSession,
	withItem,
} from "./projection.ts";
import { projectResponse, setMode, updateConfig } from "./settings.ts";
import { applyToolCallChange } from "./toolCalls.ts";
import { enterTurn } from "./turns.ts";

/** Adds content that is not text to the open message, or begins one with it. */
function projectMessageBlock(
	projection: Projection,
	block: ContentBlock,
	messageId: string | null,
	context: ProjectionContext,
): ProjectionResult {
	const { openText } = projection;
	if (openText?.item.kind === "message" && openText.messageId === messageId) {
		return openMessage(projection, addBlock(openText.item, block), messageId);
	}
	return andThen(closeOpenText(projection, context), (closed) =>
		openMessage(closed, addBlock(emptyMessage(context), block), messageId),
	);
}

function openMessage(
	projection: Projection,
	item: ProjectedItem<"message">,
	messageId: string | null,
): ProjectionResult {
	return withItem({ ...projection, openText: { item, messageId } }, item);
}

function addBlock(item: ProjectedItem<"message">, block: ContentBlock): ProjectedItem<"message"> {
	return { ...item, blocks: [...item.blocks, block] };
}

function emptyMessage(context: ProjectionContext): ProjectedItem<"message"> {
	const { turnId, now: createdAt } = context;
	return { kind: "message", id: context.createId(), turnId, createdAt, text: "", blocks: [], open: true };
}

interface TextChunk {
	readonly kind: "message" | "thought";
	readonly text: string;
	/** The agent's own id of the message; null when it gives none. */
	readonly messageId: string | null;
}

/** Lets the open message or thought grow, or begins another one. */
function projectTextChunk(projection: Projection, chunk: TextChunk, context: ProjectionContext): ProjectionResult {
	if (chunk.text === "") return unchanged(projection);
	const { openText } = projection;
	if (openText !== null && continuesText(openText, chunk)) return appendText(projection, openText, chunk.text);
	return andThen(closeOpenText(projection, context), (closed) => beginText(closed, chunk, context));
}

function continuesText({ item, messageId }: OpenText, chunk: TextChunk): boolean {
	const endsWithOtherContent = item.kind === "message" && item.blocks.length > 0;
	return item.kind === chunk.kind && messageId === chunk.messageId && !endsWithOtherContent;
}

function appendText(projection: Projection, open: OpenText, text: string): ProjectionResult {
	const item = { ...open.item, text: open.item.text + text };
	return {
		projection: { ...projection, openText: { ...open, item } },
		changes: [{ kind: "append", itemId: item.id, offset: open.item.text.length, text }],
	};
}

function beginText(projection: Projection, chunk: TextChunk, context: ProjectionContext): ProjectionResult {
	const base = { id: context.createId(), turnId: context.turnId, createdAt: context.now, text: chunk.text };
	const item: OpenText["item"] =
		chunk.kind === "message"
			? { ...base, kind: "message", blocks: [], open: true }
			: { ...base, kind: "thought", open: true, endedAt: null };
	return withItem({ ...projection, openText: { item, messageId: chunk.messageId } }, item);
}

/** A piece of what the agent says or thinks. Null when it is not understood. */
function projectChunk(
	projection: Projection,
	kind: "message" | "thought",
	update: unknown,
	context: ProjectionContext,
): ProjectionResult | null {
	const chunk = parseChunk(update);
	if (chunk === null) return null;
	const { content, messageId } = chunk;
	if (content.type === "text") {
		return projectTextChunk(projection, { kind, text: content.text, messageId }, context);
	}
	// A thought holds text only.
	return kind === "message" ? projectMessageBlock(projection, content, messageId, context) : null;
}

/** `available_commands_update`. Null when it is not understood. */
function projectCommands(projection: Projection, update: unknown): ProjectionResult | null {
	const commands = parseCommands(update);
	return commands && updateSession(projection, { commands });
}

/** `config_option_update`. Null when it is not understood. */
function projectConfigOptions(projection: Projection, update: unknown): ProjectionResult | null {
	const options = parseConfigOptions(update);
	return options && updateConfig(projection, { options, modes: null });
}

/** `current_mode_update`. Null when it is not understood. */
function projectMode(projection: Projection, update: unknown): ProjectionResult | null {
	const modeId = parseModeId(update);
	return modeId === null ? null : setMode(projection, modeId);
}

/** The agent's plan: one item per turn, which each plan replaces. Null when it is not understood. */
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

/** `session_info_update`. Null when it is not understood. */
function projectTitle(projection: Projection, update: unknown): ProjectionResult | null {
	const told = parseTitle(update);
	if (told === null) return null;
	const { title } = told;
	// Agents make a title of the first prompt, which is not a person's after a restore.
	if (title === undefined || (title !== null && isReplayedHistory(title))) return unchanged(projection);
	const { ignoredTitle } = projection;
	if (ignoredTitle === "next") return unchanged({ ...projection, ignoredTitle: { title } });
	if (ignoredTitle !== "none" && ignoredTitle.title === title) return unchanged(projection);
	return updateSession(projection, { title });
}

/** `tool_call`. Null when it is not understood. */
function projectToolCall(projection: Projection, update: unknown, context: ProjectionContext): ProjectionResult | null {
	const change = parseOrNull(toolCallChangeSchema, update);
	return change && applyToolCallChange(projection, change, context, findToolCallOfTurn(projection, change.toolCallId));
}

// Some agents count their calls from 1 in each turn: what one announces is never the call of an earlier turn.
function findToolCallOfTurn({ toolCalls, turnId }: Projection, toolCallId: string): TrackedToolCall | undefined {
	const known = toolCalls.get(toolCallId);
	return known?.item.turnId === null || known?.item.turnId === turnId ? known : undefined;
}

/** `tool_call_update`, also of a call that was never announced. Null when it is not understood. */
function projectToolCallUpdate(
	projection: Projection,
	update: unknown,
	context: ProjectionContext,
): ProjectionResult | null {
	const change = parseOrNull(toolCallChangeSchema, update);
	return change && applyToolCallChange(projection, change, context, projection.toolCalls.get(change.toolCallId));
}

const LABEL_CHARACTERS = 64;

/** Keeps what is not understood as it came, to be shown folded. */
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

/** `usage_update`: the session's cost is what this process of the agent tells and what those before it spent. Null when it is not understood. */
function projectUsage(projection: Projection, update: unknown): ProjectionResult | null {
	const usage = parseUsage(update);
	if (!usage) return null;
	const costBefore = includesCostBefore(projection, usage) ? null : projection.costBefore;
	const mayIncludeCostBefore = projection.mayIncludeCostBefore && !usage.cost;
	return updateSession({ ...projection, costBefore, mayIncludeCostBefore }, { usage: addCost(usage, costBefore) });
}

/** An agent that remembers may go on counting: then its first sum holds what was spent before. */
function includesCostBefore({ mayIncludeCostBefore, costBefore }: Projection, { cost }: Usage): boolean {
	return Boolean(mayIncludeCostBefore && costBefore && cost && cost.amount >= costBefore.amount);
}

function addCost(usage: Usage, before: Usage["cost"] | null): Usage {
	const { cost = before && { ...before, amount: 0 } } = usage;
	if (!before || !cost || cost.currency !== before.currency) return usage;
	return { ...usage, cost: { ...cost, amount: cost.amount + before.amount } };
}

/** Null when the update is not of the shape that its name promises. */
type ProjectUpdate = (projection: Projection, update: unknown, context: ProjectionContext) => ProjectionResult | null;

const UPDATE_PROJECTORS: ReadonlyMap<unknown, ProjectUpdate> = new Map<unknown, ProjectUpdate>([
	// What a person asked is in the timeline already, with who asked it.
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

/** One `session/update`: to its own `project…` by its name, or kept as unknown. */
function projectSessionUpdate(
	projection: Projection,
	update: Readonly<Record<string, unknown>>,
	context: ProjectionContext,
): ProjectionResult {
	const name = update.sessionUpdate;
	const projected = UPDATE_PROJECTORS.get(name)?.(projection, update, context);
	return projected ?? projectUnknown(projection, typeof name === "string" ? name : "session/update", update, context);
}

/**
 * Understands one event of the agent's session: what the next projection is, and what changes for people. It is pure
 * and never throws, whatever an agent sends: an update that is not understood becomes an `unknown` item. When the
 * event changes nothing, the same projection comes back.
 *
 * Permission requests have an entrance of their own, `projectPermissionRequest`, because only those that the SDK
 * hands out can be answered.
 *
 * @param event - A `SessionEvent` of the sandbox-agent SDK; the client's own envelopes too.
 * @example
 * const { projection, changes } = projectSessionEvent(state.projection, event, { turnId, now: Date.now(), createId });
 */
export function projectSessionEvent(
	projection: Projection,
	event: unknown,
	context: ProjectionContext,
): ProjectionResult {
	const envelope = parseSessionEvent(event);
	if (envelope === null) return unchanged(projection);
	return andThen(enterTurn(projection, context), (entered) => projectParsedEvent(entered, envelope, context));
}

function projectParsedEvent(
	projection: Projection,
	envelope: ParsedSessionEvent,
	context: ProjectionContext,
): ProjectionResult {
	switch (envelope.kind) {
		case "update":
			return projectSessionUpdate(projection, envelope.update, context);
		case "mode_request":
			return unchanged({ ...projection, modeRequest: envelope });
		case "answer":
			return projectResponse(projection, envelope);
	}
}
