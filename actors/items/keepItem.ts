import type { TimelineItem } from "../../src/protocol/index.ts";
import { jsonBytes } from "./jsonBytes.ts";
import { shrinkItem } from "./shrinkItem.ts";

/** With its form for the wire such an item still fits into one commit. */
const MAX_KEPT_BYTES = 630_000;

/**
 * As much of an item as the workspace keeps: the same one in nearly every case, else one that says in `missingBytes` how
 * much of it is nowhere. What is told and what is stored are both made of this, so that all see the same.
 */
export function keepItem<Item extends TimelineItem>(item: Item, maxBytes = MAX_KEPT_BYTES): Item {
	const kept = shrinkItem(item, maxBytes);
	if (kept === item) return item;
	return { ...kept, missingBytes: (item.missingBytes ?? 0) + jsonBytes(item) - jsonBytes(kept) };
}
