import { LIMITS, type TimelineItem } from "../../src/protocol/index.ts";
import { truncateItem } from "./cutItem.ts";
import { jsonByteLength } from "./jsonBytes.ts";
import { truncateForStorage } from "./keepItem.ts";

/** An item as it is sent: the same before and after it is stored. */
export function truncateForWire<Item extends TimelineItem>(item: Item): Item {
	return jsonByteLength(item) <= LIMITS.itemBytes ? item : truncateItem(truncateForStorage(item), LIMITS.itemBytes);
}
