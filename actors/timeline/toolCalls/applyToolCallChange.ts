import { isOpenStatus } from "../closeItem.ts";
import { closeText } from "../closeText.ts";
import type { ToolCallChange } from "../parse/toolCallChangeSchema.ts";
import type { ProjectContext } from "../projectContext.ts";
import { andThen, type Projected, unchanged, withItem } from "../projected.ts";
import type { Projection, TrackedToolCall } from "../projection.ts";
import { sameJson } from "../sameJson.ts";
import { mergeToolCall } from "./mergeToolCall.ts";

/** A step that touched a tool call. */
export interface ProjectedToolCall extends Projected {
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
	context: ProjectContext,
	known: TrackedToolCall | undefined,
): ProjectedToolCall {
	const call = mergeToolCall(known ?? newToolCall(change.toolCallId, context), change, context);
	if (known !== undefined && sameJson(known.item, call.item)) return { ...unchanged(projection), item: known.item };
	// Text that streams around an update goes on; only a call that takes its own place in the timeline ends it.
	const before = known === undefined ? closeText(projection, context) : unchanged(projection);
	return { ...andThen(before, (next) => keepToolCall(next, call, known)), item: call.item };
}

function keepToolCall(projection: Projection, call: TrackedToolCall, known: TrackedToolCall | undefined): Projected {
	const count = (of: TrackedToolCall | undefined) => (of && isOpenIn(projection, of.item) ? 1 : 0);
	const openCalls = projection.openCalls + count(call) - count(known);
	return withItem({ ...projection, toolCalls: projection.toolCalls.with(call), openCalls }, call.item);
}

function isOpenIn({ turnId }: Projection, item: TrackedToolCall["item"]): boolean {
	return item.turnId === turnId && isOpenStatus(item.status);
}

function newToolCall(toolCallId: string, context: ProjectContext): TrackedToolCall {
	return {
		told: [],
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
