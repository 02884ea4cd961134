import { closeItem, isOpenStatus } from "../../src/rules/items.ts";
import { summarizeToolCalls, type TurnSummary, turnUsage } from "../../src/rules/turn.ts";
import {
	andThen,
	closeOpenText,
	type ProjectedChange,
	type Projection,
	type ProjectionContext,
	type ProjectionResult,
	type TrackedToolCall,
	TrackedToolCalls,
	unchanged,
} from "./projection.ts";

/** Begins the current turn, if this is its first event: the projection drops the turn before. */
export function enterTurn(projection: Projection, context: ProjectionContext): ProjectionResult {
	if (context.turnId === null || context.turnId === projection.turnId) return unchanged(projection);
	const { changes, projection: closed } = closeOpenText(projection, context);
	const { turnId } = context;
	const toolCalls = unfinishedToolCalls(closed);
	return {
		changes,
		projection: {
			...closed,
			turnId,
			toolCalls,
			openToolCalls: 0,
			plan: null,
			approvals: 0,
			usageBefore: closed.session.usage,
		},
	};
}

// A command that runs in the background may report its end in the next turn.
function unfinishedToolCalls({ toolCalls, turnId }: Projection): TrackedToolCalls {
	const isUnfinished = (item: TrackedToolCall["item"]) =>
		isOpenStatus(item.status) || (item.status === "cancelled" && item.turnId === turnId);
	return TrackedToolCalls.of(toolCalls.values().filter((call) => isUnfinished(call.item)));
}

/**
 * Ends the turn: closes the open message or thought and every tool call that the agent left open, as many do after a
 * cancel, a rejection or an error. It can be called twice.
 *
 * @example
 * const { projection, changes } = closeTurn(state.projection, { turnId, now: Date.now(), createId });
 */
export function closeTurn(projection: Projection, context: ProjectionContext): ProjectionResult {
	// A turn without events has not been entered yet.
	const entered = enterTurn(projection, context);
	const closed = andThen(entered, (next) => closeOpenText(next, context));
	return andThen(closed, (next) => closeToolCalls(next, context));
}

function closeToolCalls(projection: Projection, context: ProjectionContext): ProjectionResult {
	let { toolCalls } = projection;
	const changes: ProjectedChange[] = [];
	for (const call of toolCalls.values()) {
		const item = closeItem(call.item, context.now);
		if (item === call.item) continue;
		toolCalls = toolCalls.with({ ...call, item });
		changes.push({ kind: "item", item });
	}
	if (changes.length === 0) return unchanged(projection);
	return { projection: { ...projection, toolCalls, openToolCalls: 0 }, changes };
}

/**
 * Summarizes the current turn. Call it once the turn is closed. Only completed calls count as changes of files, not those
 * that failed or were rejected.
 *
 * @example
 * const result = { ...summarizeTurn(projection), stopReason, error: null, endedAt, durationMs };
 */
export function summarizeTurn({ toolCalls, turnId, approvals, session, usageBefore }: Projection): TurnSummary {
	const calls = toolCalls.values().map((call) => call.item);
	return {
		...summarizeToolCalls(calls.filter((item) => item.turnId === turnId)),
		approvals,
		usage: turnUsage(usageBefore, session.usage),
	};
}
