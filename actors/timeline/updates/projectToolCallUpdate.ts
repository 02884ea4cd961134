import { parseOrNull } from "../parse/parseOrNull.ts";
import { toolCallChangeSchema } from "../parse/toolCallChangeSchema.ts";
import type { ProjectionContext } from "../projectContext.ts";
import type { ProjectionResult } from "../projected.ts";
import type { Projection } from "../projection.ts";
import { applyToolCallChange } from "../toolCalls/applyToolCallChange.ts";

/** `tool_call_update`, also of a call that was never announced. Null when it is not understood. */
export function projectToolCallUpdate(
	projection: Projection,
	update: unknown,
	context: ProjectionContext,
): ProjectionResult | null {
	const change = parseOrNull(toolCallChangeSchema, update);
	return change && applyToolCallChange(projection, change, context, projection.toolCalls.get(change.toolCallId));
}
