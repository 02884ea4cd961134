import { isOpenStatus } from "../closeItem.ts";
import { closeOpenText } from "../closeText.ts";
import type { ToolCallChange } from "../parse/toolCallChangeSchema.ts";
import type { ProjectionContext } from "../projectContext.ts";
import { andThen, type ProjectionResult, unchanged, withItem } from "../projected.ts";
import type { Projection, TrackedToolCall } from "../projection.ts";
import { isJsonEqual } from "../sameJson.ts";
import { mergeToolCall } from "./mergeToolCall.ts";

/** A step that touched a tool call. */
export interface ProjectedToolCall extends ProjectionResult {
	readonly item: TrackedToolCall["item"];
}

/**
 * Takes over what an agent tells of a tool call.
 *
 * @param known - The call as it was told before; undefined when it is a new one.
 */
export function applyToolCallChange(
	projection: Projection,
	change: ToolCallChange,
	context: ProjectionContext,
	known: TrackedToolCall | undefined,
): ProjectedToolCall {
	const call = mergeToolCall(known ?? createToolCall(change.toolCallId, context), change, context);
	if (known !== undefined && isJsonEqual(known.item, call.item)) return { ...unchanged(projection), item: known.item };
	// Text that streams around an update goes on; only a call that takes its own place in the timeline ends it.
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
