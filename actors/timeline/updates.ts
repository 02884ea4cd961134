import type { ContentBlock } from "../../src/protocol/index.ts";
import { isOpenStatus } from "../../src/rules/items.ts";
import { truncateText } from "../../src/rules/truncateText.ts";
import {
	limitJsonDepth,
	type ParsedSessionEvent,
	parseChunk,
	parseOrNull,
	parseSessionEvent,
	type ToolCallChange,
	toolCallChangeSchema,
} from "./acpSchemas.ts";
import { projectNotice } from "./agentNotices.ts";
import { endNotifiedTasks, saysItGoesOn } from "./background.ts";
import { projectCompaction, projectCompactionChunk } from "./compaction.ts";
import { endOtherPrompt, projectUserChunk } from "./otherPrompts.ts";
import { projectPlanCall, projectPlanInPlaceOfRow, projectPlanOfRow, withoutPlanCall } from "./planCalls.ts";
import { projectPlan, projectPlanRemoved, projectPlanUpdate } from "./plans.ts";
import {
	andThen,
	closeOpenText,
	findParentId,
	type OpenText,
	openTextOf,
	type ProjectedItem,
	type Projection,
	type ProjectionContext,
	type ProjectionResult,
	type TrackedToolCall,
	unchanged,
	withItem,
	withOpenText,
} from "./projection.ts";
import { addFailureText, isEndOfFailure, isFailing, readFailure } from "./reportedFailure.ts";
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
		case "old_setting_request":
			return unchanged({ ...projection, oldSettingRequest: event });
		case "response":
			return projectResponse(projection, event);
	}
}

/** Null when the update does not have the shape that its name promises. */
type ProjectUpdate = (projection: Projection, update: unknown, context: ProjectionContext) => ProjectionResult | null;

const UPDATE_PROJECTORS: ReadonlyMap<unknown, ProjectUpdate> = new Map<unknown, ProjectUpdate>([
	["user_message_chunk", projectUserChunk],
	["agent_message_chunk", (projection, update, context) => projectChunk(projection, "message", update, context)],
	["agent_thought_chunk", (projection, update, context) => projectChunk(projection, "thought", update, context)],
	["tool_call", projectToolCall],
	["tool_call_update", projectToolCallUpdate],
	["plan", projectPlan],
	["plan_update", projectPlanUpdate],
	["plan_removed", projectPlanRemoved],
	["notice", projectNotice],
	["compaction_update", projectCompaction],
	["compaction_summary_chunk", projectCompactionChunk],
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
	const projected = andThen(projectFailure(endOtherPrompt(projection, update), update, context), (next) => {
		const known = UPDATE_PROJECTORS.get(name)?.(next, update, context);
		return known ?? projectUnknown(next, typeof name === "string" ? name : "session/update", update, context);
	});
	return andThen(projected, (next) => endNotifiedTasks(next, update, context));
}

/** Whether the update says that the turn has failed, or that it goes on: then what was taken for an error is an answer. */
function projectFailure(projection: Projection, update: unknown, context: ProjectionContext): ProjectionResult {
	if (!isEndOfFailure(projection, update)) return unchanged(readFailure(projection, update, context));
	const text = projection.failure ?? "";
	const recovered = { ...projection, failure: null };
	return text === "" ? unchanged(recovered) : addText(recovered, "message", text, OWN_TEXT, context);
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
	const parentId = findParentId(projection, chunk.parentCallId);
	if (content.type !== "text") {
		return kind === "message" ? addBlock(projection, content, { messageId, parentId }, context) : null;
	}
	const { text } = content;
	if (text === "") return unchanged(projection);
	if (kind === "message" && parentId === null && isFailing(projection))
		return unchanged(addFailureText(projection, text));
	return addText(projection, kind, text, { messageId, parentId }, context);
}

/** Which text a chunk belongs to. */
interface TextPlace {
	readonly messageId: string | null;
	/** The call whose subagent writes it; null for the agent itself. */
	readonly parentId: string | null;
}

const OWN_TEXT: TextPlace = { messageId: null, parentId: null };

function addText(
	projection: Projection,
	kind: "message" | "thought",
	text: string,
	place: TextPlace,
	context: ProjectionContext,
): ProjectionResult {
	const openText = openTextOf(projection, place.parentId);
	if (openText !== null && continuesText(openText, kind, place.messageId)) {
		return appendText(projection, openText, text, place);
	}
	return andThen(closeOpenText(projection, context, place.parentId), (closed) => {
		const item = kind === "message" ? emptyMessage(place, context) : emptyThought(place, context);
		return openItem(closed, { ...item, text }, place);
	});
}

function continuesText(openText: OpenText, kind: "message" | "thought", messageId: string | null): boolean {
	const { item } = openText;
	const endsWithOtherContent = item.kind === "message" && item.blocks.length > 0;
	return item.kind === kind && openText.messageId === messageId && !endsWithOtherContent;
}

function appendText(
	projection: Projection,
	openText: OpenText,
	text: string,
	{ parentId }: TextPlace,
): ProjectionResult {
	const { id, text: before } = openText.item;
	const item = { ...openText.item, text: before + text };
	return {
		projection: withOpenText(projection, parentId, { ...openText, item }),
		changes: [{ kind: "append", itemId: id, offset: before.length, text }],
	};
}

/** Adds content that is not text to the open message, or begins one with it. */
function addBlock(
	projection: Projection,
	block: ContentBlock,
	place: TextPlace,
	context: ProjectionContext,
): ProjectionResult {
	const openText = openTextOf(projection, place.parentId);
	if (openText?.item.kind === "message" && openText.messageId === place.messageId) {
		return openItem(projection, { ...openText.item, blocks: [...openText.item.blocks, block] }, place);
	}
	return andThen(closeOpenText(projection, context, place.parentId), (closed) =>
		openItem(closed, { ...emptyMessage(place, context), blocks: [block] }, place),
	);
}

function emptyMessage(place: TextPlace, context: ProjectionContext): ProjectedItem<"message"> {
	return { ...textFields(place, context), kind: "message", text: "", blocks: [], open: true };
}

function emptyThought(place: TextPlace, context: ProjectionContext): ProjectedItem<"thought"> {
	return { ...textFields(place, context), kind: "thought", text: "", open: true, endedAt: null };
}

function textFields({ parentId }: TextPlace, { turnId, now: createdAt, createId }: ProjectionContext) {
	return { id: createId(), turnId, createdAt, ...(parentId !== null && { parentId }) };
}

function openItem(
	projection: Projection,
	item: OpenText["item"],
	{ messageId, parentId }: TextPlace,
): ProjectionResult {
	return withItem(withOpenText(projection, parentId, { item, messageId }), item);
}

/** `tool_call`. Null when it cannot be parsed. */
function projectToolCall(projection: Projection, update: unknown, context: ProjectionContext): ProjectionResult | null {
	const change = parseOrNull(toolCallChangeSchema, update);
	if (change === null) return null;
	const known = findToolCallOfTurn(projection, change.toolCallId);
	const plan = known ? null : projectPlanCall(projection, change, context, true);
	if (plan) return plan;
	const before = withoutPlanCall(projection, change.toolCallId);
	return applyToolCallChange(before, { ...change, goesOn: saysItGoesOn(update) }, context, known);
}

/** Some agents count their calls from 1 in each turn: a call that one announces is never that of an earlier turn. */
function findToolCallOfTurn({ toolCalls, turnId }: Projection, toolCallId: string): TrackedToolCall | undefined {
	const known = toolCalls.get(toolCallId);
	return known?.item.turnId === null || known?.item.turnId === turnId ? known : undefined;
}

/** The call that a permission is requested for: also one of an earlier turn that is not over. */
export function findRequestedToolCall(projection: Projection, toolCallId: string): TrackedToolCall | undefined {
	const known = projection.toolCalls.get(toolCallId);
	return known && isOpenStatus(known.item.status) ? known : findToolCallOfTurn(projection, toolCallId);
}

/** The call that an update is about: also one of an earlier turn, unless that was over and the update says that it begins. */
function findUpdatedToolCall(projection: Projection, { toolCallId, status }: ToolCallChange) {
	const known = projection.toolCalls.get(toolCallId);
	const wasOver = known?.item.status === "completed" || known?.item.status === "failed";
	const begins = status !== undefined && isOpenStatus(status);
	return wasOver && begins ? findToolCallOfTurn(projection, toolCallId) : known;
}

/** `tool_call_update`, also of a call that was never announced. Null when it cannot be parsed. */
function projectToolCallUpdate(
	projection: Projection,
	update: unknown,
	context: ProjectionContext,
): ProjectionResult | null {
	const change = parseOrNull(toolCallChangeSchema, update);
	if (change === null) return null;
	const known = findUpdatedToolCall(projection, change);
	const planCall = projection.planCalls.get(change.toolCallId);
	const plan =
		known && !planCall
			? projectPlanInPlaceOfRow(projection, change, context, known)
			: projectPlanCall(projection, change, context, false);
	if (plan) return plan;
	const before = withoutPlanCall(projection, change.toolCallId);
	const planned = known && !known.item.parentId ? projectPlanOfRow(before, change, context) : unchanged(before);
	const title = change.title ?? (known ? undefined : planCall?.title);
	return andThen(planned, (next) =>
		applyToolCallChange(
			next,
			{ ...change, ...(title !== undefined && { title }), goesOn: saysItGoesOn(update) },
			context,
			known,
		),
	);
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
