import type { TimelineItem } from "../../protocol/index.ts";
import type { WorkspaceState } from "../workspaceState.ts";
import { shareStructure } from "./keepEqual.ts";

export type Timeline = Pick<WorkspaceState, "itemIds" | "items" | "hasOlder">;

/**
 * Folds items into the timeline, each at its `order`. Items before the first one that is held are left to
 * `reduceHistory` while there is an older page: with one of them shown, what lies between would be skipped.
 */
export function reduceTimeline(timeline: Timeline, arriving: readonly TimelineItem[]): Timeline {
	const oldest = timeline.hasOlder ? oldestOrder(timeline) : Number.NEGATIVE_INFINITY;
	const items = new Map(timeline.items);
	let isMoved = false;
	for (const item of arriving) {
		const held = timeline.items.get(item.id);
		if (!held && item.order < oldest) continue;
		items.set(item.id, shareStructure(held, item));
		isMoved ||= held?.order !== item.order;
	}
	if (!isMoved && arriving.every((item) => items.get(item.id) === timeline.items.get(item.id))) return timeline;
	return { ...timeline, items, itemIds: isMoved ? sortedItemIds(items) : timeline.itemIds };
}

/** The timeline without the items of these ids. */
export function removeFromTimeline(timeline: Timeline, ids: readonly string[]): Timeline {
	if (!ids.some((id) => timeline.items.has(id))) return timeline;
	const items = new Map(timeline.items);
	for (const id of ids) items.delete(id);
	return { ...timeline, items, itemIds: timeline.itemIds.filter((id) => items.has(id)) };
}

/** The `order` of the first item that is held. */
export function oldestOrder({ itemIds, items }: Timeline): number {
	const first = itemIds[0] === undefined ? undefined : items.get(itemIds[0]);
	return first?.order ?? Number.NEGATIVE_INFINITY;
}

/** The ids of a timeline's items, oldest first. */
export function sortedItemIds(items: ReadonlyMap<string, TimelineItem>): readonly string[] {
	return [...items.values()].sort((a, b) => a.order - b.order).map((item) => item.id);
}
