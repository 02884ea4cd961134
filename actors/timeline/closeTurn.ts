import { closeItem } from "./closeItem.ts";
import { closeOpenText } from "./closeText.ts";
import { enterTurn } from "./enterTurn.ts";
import type { ProjectionContext } from "./projectContext.ts";
import { andThen, type ProjectionResult, unchanged } from "./projected.ts";
import type { ProjectedChange } from "./projectedChange.ts";
import type { Projection } from "./projection.ts";

/**
 * Ends the turn: closes the open message or thought and every tool call that its agent left open, which many do on
 * cancel, reject or error. Closing twice is harmless.
 *
 * @example
 * const { projection, changes } = closeTurn(state.projection, { turnId, now: Date.now(), createId });
 */
export function closeTurn(projection: Projection, context: ProjectionContext): ProjectionResult {
	// A turn without a single event has not been entered yet.
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
