import { closeItem } from "./closeItem.ts";
import { closeText } from "./closeText.ts";
import { enterTurn } from "./enterTurn.ts";
import type { ProjectContext } from "./projectContext.ts";
import { andThen, type Projected, unchanged } from "./projected.ts";
import type { ProjectedChange } from "./projectedChange.ts";
import type { Projection } from "./projection.ts";

/**
 * Ends the turn: closes the open message or thought and every tool call that its agent left open, which many do on
 * cancel, reject or error. Closing twice is harmless.
 *
 * @example
 * const { projection, changes } = closeTurn(state.projection, { turnId, now: Date.now(), createId });
 */
export function closeTurn(projection: Projection, context: ProjectContext): Projected {
	// A turn without a single event has not been entered yet.
	const entered = enterTurn(projection, context);
	const closed = andThen(entered, (next) => closeText(next, context));
	return andThen(closed, (next) => closeToolCalls(next, context));
}

function closeToolCalls(projection: Projection, context: ProjectContext): Projected {
	let { toolCalls } = projection;
	const changes: ProjectedChange[] = [];
	for (const call of toolCalls.values()) {
		const item = closeItem(call.item, context.now);
		if (item === call.item) continue;
		toolCalls = toolCalls.with({ ...call, item });
		changes.push({ kind: "item", item });
	}
	if (changes.length === 0) return unchanged(projection);
	return { projection: { ...projection, toolCalls, openCalls: 0 }, changes };
}
