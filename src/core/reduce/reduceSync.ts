import type { SyncResponse, TimelineItem } from "../../protocol/index.ts";
import type { WorkspaceState } from "../workspaceState.ts";
import { shareStructure } from "./keepEqual.ts";
import { updateFields } from "./reduceFields.ts";
import { removeDeliveredFromOutbox } from "./reduceOutbox.ts";
import { reduceTimeline, removeFromTimeline, sortedItemIds, type Timeline } from "./reduceTimeline.ts";

/**
 * Folds the workspace's answer to `sync` in. What the answer and the state have in common keeps its identity, so a
 * window that is taken anew redraws only what changed.
 */
export function reduceSync(state: WorkspaceState, answer: SyncResponse): WorkspaceState {
	const { itemIds, items, hasOlder } = reduceWindow(state, answer);
	return updateFields(state, {
		loaded: true,
		epoch: answer.epoch,
		seq: answer.seq,
		itemIds,
		items,
		hasOlder,
		history: answer.window === "new" ? shareStructure(state.history, { status: "idle" }) : state.history,
		session: shareStructure(state.session, answer.session),
		turn: shareStructure(state.turn, answer.turn),
		queue: shareStructureById(state.queue, answer.queue),
		whenBusy: answer.whenBusy ?? "queue",
		approvals: shareStructureById(state.approvals, answer.approvals, items),
		approvalRole: answer.approvalRole ?? null,
		participants: shareStructure(state.participants, answer.participants),
		self: shareStructure(state.self, answer.self),
		outbox: removeDeliveredFromOutbox(state.outbox, [...answer.items, ...answer.queue]),
	});
}

function reduceWindow(state: WorkspaceState, answer: SyncResponse): Timeline {
	const queued = answer.queue.map((prompt) => prompt.id);
	if (answer.window === "changed") return reduceTimeline(removeFromTimeline(state, queued), answer.items);
	const items = new Map(answer.items.map((item) => [item.id, shareStructure(state.items.get(item.id), item)]));
	const isSame = items.size === state.items.size && [...items].every(([id, item]) => state.items.get(id) === item);
	return {
		items: isSame ? state.items : items,
		itemIds: shareStructure(state.itemIds, sortedItemIds(items)),
		hasOlder: answer.hasOlder,
	};
}

/** Like `shareStructure`, for lists whose entries move: each is compared with the one of its id. */
function shareStructureById<Item extends TimelineItem>(
	previous: readonly Item[],
	next: readonly Item[],
	held: ReadonlyMap<string, TimelineItem> = new Map(previous.map((item) => [item.id, item])),
): readonly Item[] {
	return shareStructure(
		previous,
		next.map((item) => shareStructure(held.get(item.id), item)),
	);
}
