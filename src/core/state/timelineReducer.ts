import type { ApprovalItem, HistoryPage, PromptItem, QuestionItem, TimelineItem } from "../../protocol/index.ts";
import { itemMap, withItems } from "./itemMap.ts";
import { removeDeliveredFromOutbox } from "./outboxReducer.ts";
import { reducePersonMarks } from "./personMarks.ts";
import { shareStructure, updateFields } from "./structuralSharing.ts";
import type { WorkspaceState } from "./workspaceState.ts";

/**
 * Updates a list of the items in a certain state, such as the pending approvals: items that are in that state are added
 * or replaced, items that no longer are leave. The list stays sorted by `order`.
 */
function reduceItemSubset<Member extends TimelineItem>(
	members: readonly Member[],
	items: readonly TimelineItem[],
	isMember: (item: TimelineItem) => item is Member,
): readonly Member[] {
	const changedIds = new Set(items.map((item) => item.id));
	const arriving = items.filter(isMember);
	if (arriving.length === 0 && !members.some((member) => changedIds.has(member.id))) return members;
	const previous = new Map(members.map((member) => [member.id, member]));
	const unchanged = members.filter((member) => !changedIds.has(member.id));
	const next = [...unchanged, ...arriving.map((item) => shareStructure(previous.get(item.id), item))];
	return shareStructure(
		members,
		next.sort((a, b) => a.order - b.order),
	);
}

export type Timeline = Pick<WorkspaceState, "itemIds" | "items" | "hasOlder">;

/**
 * Adds or replaces items in the timeline, each at its `order`. Items before the first loaded one are left to
 * `reduceHistory` while there is an older page: showing one of them would skip the items between.
 */
export function reduceTimeline(timeline: Timeline, arriving: readonly TimelineItem[]): Timeline {
	const oldest = timeline.hasOlder ? oldestOrder(timeline) : Number.NEGATIVE_INFINITY;
	const changed: TimelineItem[] = [];
	let isMoved = false;
	for (const item of arriving) {
		const previous = timeline.items.get(item.id);
		if (!previous && item.order < oldest) continue;
		const shared = shareStructure(previous, item);
		if (shared === previous) continue;
		changed.push(shared);
		isMoved ||= previous?.order !== item.order;
	}
	if (changed.length === 0) return timeline;
	const items = withItems(timeline.items, changed);
	return { ...timeline, items, itemIds: isMoved ? sortedItemIds(items) : timeline.itemIds };
}

/** The timeline without the items that have these ids. */
export function removeFromTimeline(timeline: Timeline, ids: readonly string[]): Timeline {
	if (!ids.some((id) => timeline.items.has(id))) return timeline;
	const removed = new Set(ids);
	const items = itemMap([...timeline.items].filter(([id]) => !removed.has(id)));
	return { ...timeline, items, itemIds: timeline.itemIds.filter((id) => items.has(id)) };
}

/** The `order` of the first loaded item; `-Infinity` when none is loaded. */
export function oldestOrder({ itemIds, items }: Timeline): number {
	const first = itemIds[0] === undefined ? undefined : items.get(itemIds[0]);
	return first?.order ?? Number.NEGATIVE_INFINITY;
}

/** The ids of a timeline's items, oldest first. */
export function sortedItemIds(items: ReadonlyMap<string, TimelineItem>): readonly string[] {
	return [...items.values()].sort((a, b) => a.order - b.order).map((item) => item.id);
}

/** Applies items to the state: a queued prompt belongs to the queue, every other item to the timeline. */
export function reduceItems(state: WorkspaceState, items: readonly TimelineItem[]): WorkspaceState {
	if (items.length === 0) return state;
	const queued = items.filter(isQueuedPrompt).map((item) => item.id);
	const shown = items.filter((item) => !isQueuedPrompt(item));
	const timeline = reduceTimeline(removeFromTimeline(state, queued), shown);
	const { itemIds, hasOlder } = timeline;
	const loaded = items.map((item) => timeline.items.get(item.id) ?? item);
	return updateFields(state, {
		itemIds,
		items: timeline.items,
		hasOlder,
		queue: reduceItemSubset(state.queue, items, isQueuedPrompt),
		approvals: reduceItemSubset(state.approvals, loaded, isPendingApproval),
		questions: reduceItemSubset(state.questions, loaded, isPendingQuestion),
		outbox: removeDeliveredFromOutbox(state.outbox, items),
		personMarks: reducePersonMarks(state.personMarks, items),
	});
}

function isQueuedPrompt(item: TimelineItem): item is PromptItem {
	return item.kind === "prompt" && item.state === "queued";
}

function isPendingApproval(item: TimelineItem): item is ApprovalItem {
	return item.kind === "approval" && item.state.status === "pending";
}

function isPendingQuestion(item: TimelineItem): item is QuestionItem {
	return item.kind === "question" && item.state.status === "pending";
}

/**
 * Adds an older page before the first item. `before` is the `order` that the page was requested with: when the timeline
 * begins elsewhere by now, the page would leave a gap and is dropped.
 */
export function reduceHistory(state: WorkspaceState, page: HistoryPage, before: number): WorkspaceState {
	const idle = updateFields(state, { history: shareStructure(state.history, { status: "idle" }) });
	if (oldestOrder(state) !== before) return idle;
	// Loaded items are up to date; the same items in the page may be older.
	const missing = page.items.filter((item) => !state.items.has(item.id) && item.order < before);
	const { itemIds, items } = reduceTimeline({ ...state, hasOlder: false }, missing);
	const personMarks = reducePersonMarks(state.personMarks, missing);
	return updateFields(idle, { itemIds, items, hasOlder: page.hasOlder, personMarks });
}
