import type { ApprovalItem, PromptItem, TimelineItem } from "../../protocol/index.ts";
import type { WorkspaceState } from "../workspaceState.ts";
import { updateFields } from "./reduceFields.ts";
import { reduceItemSubset } from "./reduceMembers.ts";
import { removeDeliveredFromOutbox } from "./reduceOutbox.ts";
import { reduceTimeline, removeFromTimeline } from "./reduceTimeline.ts";

/** Folds items in where they belong by what they say: a queued prompt in the queue, all others in the timeline. */
export function reduceItems(state: WorkspaceState, items: readonly TimelineItem[]): WorkspaceState {
	if (items.length === 0) return state;
	const queued = items.filter(isQueuedPrompt).map((item) => item.id);
	const shown = items.filter((item) => !isQueuedPrompt(item));
	const timeline = reduceTimeline(removeFromTimeline(state, queued), shown);
	const { itemIds, hasOlder } = timeline;
	const held = items.map((item) => timeline.items.get(item.id) ?? item);
	return updateFields(state, {
		itemIds,
		items: timeline.items,
		hasOlder,
		queue: reduceItemSubset(state.queue, items, isQueuedPrompt),
		approvals: reduceItemSubset(state.approvals, held, isPendingApproval),
		outbox: removeDeliveredFromOutbox(state.outbox, items),
	});
}

export function isQueuedPrompt(item: TimelineItem): item is PromptItem {
	return item.kind === "prompt" && item.state === "queued";
}

export function isPendingApproval(item: TimelineItem): item is ApprovalItem {
	return item.kind === "approval" && item.state.status === "pending";
}
