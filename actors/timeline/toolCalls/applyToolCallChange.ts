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

/** Takes over what an agent tells of a tool call, whether it has told of the call before or not. */
export function applyToolCallChange(
	projection: Projection,
	change: ToolCallChange,
	context: ProjectContext,
): ProjectedToolCall {
	const known = projection.toolCalls.get(change.toolCallId);
	const call = mergeToolCall(known ?? newToolCall(change.toolCallId, context), change, context);
	if (known !== undefined && sameJson(known.item, call.item)) return { ...unchanged(projection), item: known.item };
	// Text that streams around an update goes on; only a call that takes its own place in the timeline ends it.
	const before = known === undefined ? closeText(projection, context) : unchanged(projection);
	return { ...andThen(before, (next) => keepToolCall(next, call)), item: call.item };
}

function keepToolCall(projection: Projection, call: TrackedToolCall): Projected {
	const toolCalls = new Map(projection.toolCalls).set(call.item.toolCallId, call);
	return withItem({ ...projection, toolCalls }, call.item);
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
