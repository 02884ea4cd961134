import { parseOrNull } from "../parse/parseOrNull.ts";
import { toolCallChangeSchema } from "../parse/toolCallChangeSchema.ts";
import type { ProjectContext } from "../projectContext.ts";
import type { Projected } from "../projected.ts";
import type { Projection } from "../projection.ts";
import { applyToolCallChange } from "../toolCalls/applyToolCallChange.ts";

/** `tool_call`. Null when it is not understood. */
export function projectToolCall(projection: Projection, update: unknown, context: ProjectContext): Projected | null {
	const change = parseOrNull(toolCallChangeSchema, update);
	return change && applyToolCallChange(withoutEarlier(projection, change.toolCallId), change, context);
}

// Some agents count their calls from 1 in each turn: what one announces is never the call of an earlier turn.
function withoutEarlier(projection: Projection, toolCallId: string): Projection {
	const known = projection.toolCalls.get(toolCallId)?.item;
	if (known === undefined || known.turnId === null || known.turnId === projection.turnId) return projection;
	const others = [...projection.toolCalls].filter(([id]) => id !== toolCallId);
	return { ...projection, toolCalls: new Map(others) };
}
