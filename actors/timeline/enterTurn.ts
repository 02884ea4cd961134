import { isOpenStatus } from "./closeItem.ts";
import { closeOpenText } from "./closeText.ts";
import type { ProjectionContext } from "./projectContext.ts";
import { type ProjectionResult, unchanged } from "./projected.ts";
import type { Projection, TrackedToolCall } from "./projection.ts";
import { TrackedToolCalls } from "./toolCalls/TrackedToolCalls.ts";

/** Forgets the turn before, when the event at hand is the first one of another turn. */
export function enterTurn(projection: Projection, context: ProjectionContext): ProjectionResult {
	if (context.turnId === null || context.turnId === projection.turnId) return unchanged(projection);
	const { changes, projection: closed } = closeOpenText(projection, context);
	const { turnId } = context;
	const toolCalls = unfinishedToolCalls(closed);
	const fresh = { turnId, openCalls: 0, plan: null, approvals: 0, usageBefore: closed.session.usage };
	return { changes, projection: { ...closed, ...fresh, toolCalls } };
}

// A command that runs in the background may report its end in the turn after.
function unfinishedToolCalls({ toolCalls, turnId }: Projection): TrackedToolCalls {
	const isUnfinished = (item: TrackedToolCall["item"]) =>
		isOpenStatus(item.status) || (item.status === "cancelled" && item.turnId === turnId);
	return TrackedToolCalls.of(toolCalls.values().filter((call) => isUnfinished(call.item)));
}
