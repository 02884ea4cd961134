import { parseOrNull } from "../parse/parseOrNull.ts";
import { toolCallChangeSchema } from "../parse/toolCallChangeSchema.ts";
import type { ProjectionContext } from "../projectContext.ts";
import type { ProjectionResult } from "../projected.ts";
import type { Projection, TrackedToolCall } from "../projection.ts";
import { applyToolCallChange } from "../toolCalls/applyToolCallChange.ts";

/** `tool_call`. Null when it is not understood. */
export function projectToolCall(
	projection: Projection,
	update: unknown,
	context: ProjectionContext,
): ProjectionResult | null {
	const change = parseOrNull(toolCallChangeSchema, update);
	return change && applyToolCallChange(projection, change, context, findToolCallOfTurn(projection, change.toolCallId));
}

// Some agents count their calls from 1 in each turn: what one announces is never the call of an earlier turn.
function findToolCallOfTurn({ toolCalls, turnId }: Projection, toolCallId: string): TrackedToolCall | undefined {
	const known = toolCalls.get(toolCallId);
	return known?.item.turnId === null || known?.item.turnId === turnId ? known : undefined;
}
