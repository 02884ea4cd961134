import { LIMITS, type TimelineItem } from "../../src/protocol/index.ts";
import { cutItem } from "./cutItem.ts";

/** Stored items with newer states of them, and newer items, that are not stored yet, ready for the wire. */
export function mergeUnstored(
	stored: readonly TimelineItem[],
	unstored: readonly TimelineItem[],
): readonly TimelineItem[] {
	const items = new Map(stored.map((item) => [item.id, item]));
	for (const item of unstored) items.set(item.id, cutItem(item, LIMITS.itemBytes));
	return [...items.values()];
}
