import type { TimelineItem } from "../../src/protocol/index.ts";
import { truncateForWire } from "./wireItem.ts";

/** Stored items with newer states of them, and newer items, that are not stored yet, ready for the wire. */
export function mergeUnstored(
	stored: readonly TimelineItem[],
	unstored: readonly TimelineItem[],
): readonly TimelineItem[] {
	const items = new Map(stored.map((item) => [item.id, item]));
	for (const item of unstored) items.set(item.id, truncateForWire(item));
	return [...items.values()];
}
