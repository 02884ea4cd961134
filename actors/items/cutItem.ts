import type { TimelineItem } from "../../src/protocol/index.ts";
import { shrinkToFit } from "./shrinkItem.ts";

/**
 * An item small enough for the wire: the same one when it already is, else one with long strings and arrays
 * cut and `truncated` set.
 *
 * @param maxBytes - Bytes of JSON in UTF-8.
 */
export function truncateItem<Item extends TimelineItem>(item: Item, maxBytes: number): Item {
	const cut = shrinkToFit(item, maxBytes);
	return cut === item ? item : { ...cut, truncated: true };
}
