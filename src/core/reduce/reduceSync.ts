import type { SyncAnswer, TimelineItem } from "../../protocol/index.ts";
import type { WorkspaceState } from "../workspaceState.ts";
import { keepEqual } from "./keepEqual.ts";
import { reduceFields } from "./reduceFields.ts";
import { settleOutbox } from "./reduceOutbox.ts";
import { idsByOrder, reduceTimeline, removeFromTimeline, type Timeline } from "./reduceTimeline.ts";

/**
 * Folds the workspace's answer to `sync` in. What the answer and the state have in common keeps its identity, so a
 * window that is taken anew redraws only what changed.
 */
export function reduceSync(state: WorkspaceState, answer: SyncAnswer): WorkspaceState {
	const { itemIds, items, hasOlder } = reduceWindow(state, answer);
	return reduceFields(state, {
		loaded: true,
		epoch: answer.epoch,
		seq: answer.seq,
		itemIds,
		items,
		hasOlder,
		history: answer.window === "new" ? keepEqual(state.history, { status: "idle" }) : state.history,
		session: keepEqual(state.session, answer.session),
		turn: keepEqual(state.turn, answer.turn),
		queue: keepEqualById(state.queue, answer.queue),
		whenBusy: answer.whenBusy ?? "queue",
		approvals: keepEqualById(state.approvals, answer.approvals, items),
		answerRole: answer.answerRole ?? null,
		participants: keepEqual(state.participants, answer.participants),
		you: keepEqual(state.you, answer.you),
		outbox: settleOutbox(state.outbox, [...answer.items, ...answer.queue]),
	});
}

function reduceWindow(state: WorkspaceState, answer: SyncAnswer): Timeline {
	const queued = answer.queue.map((prompt) => prompt.id);
	if (answer.window === "changed") return reduceTimeline(removeFromTimeline(state, queued), answer.items);
	const items = new Map(answer.items.map((item) => [item.id, keepEqual(state.items.get(item.id), item)]));
	const isSame = items.size === state.items.size && [...items].every(([id, item]) => state.items.get(id) === item);
	return {
		items: isSame ? state.items : items,
		itemIds: keepEqual(state.itemIds, idsByOrder(items)),
		hasOlder: answer.hasOlder,
	};
}

/** Like `keepEqual`, for lists whose entries move: each is compared with the one of its id. */
function keepEqualById<Item extends TimelineItem>(
	previous: readonly Item[],
	next: readonly Item[],
	held: ReadonlyMap<string, TimelineItem> = new Map(previous.map((item) => [item.id, item])),
): readonly Item[] {
	return keepEqual(
		previous,
		next.map((item) => keepEqual(held.get(item.id), item)),
	);
}
