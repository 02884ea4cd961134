import { LIMITS, type TimelineItem } from "../../src/protocol/index.ts";
import { cutItem } from "./cutItem.ts";
import { jsonBytes } from "./jsonBytes.ts";
import { keepItem } from "./keepItem.ts";

/** An item as it is sent: the same before and after it is stored. */
export function wireItem<Item extends TimelineItem>(item: Item): Item {
	return jsonBytes(item) <= LIMITS.itemBytes ? item : cutItem(keepItem(item), LIMITS.itemBytes);
}
