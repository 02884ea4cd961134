import type { TimelineItem } from "../../src/protocol/index.ts";
import { jsonByteLength } from "./jsonBytes.ts";
import { shrinkToFit } from "./shrinkItem.ts";

/** With its form for the wire such an item still fits into one commit. */
const MAX_STORED_BYTES = 630_000;

/**
 * As much of an item as the workspace keeps: the same one in nearly every case, else one that says in `missingBytes` how
 * much of it is nowhere. What is told and what is stored are both made of this, so that all see the same.
 */
export function truncateForStorage<Item extends TimelineItem>(item: Item, maxBytes = MAX_STORED_BYTES): Item {
	const kept = shrinkToFit(item, maxBytes);
	if (kept === item) return item;
	return { ...kept, missingBytes: (item.missingBytes ?? 0) + jsonByteLength(item) - jsonByteLength(kept) };
}
