import type { TimelineItem } from "../../src/protocol/index.ts";
import { jsonByteLength } from "../text/jsonSize.ts";
import { truncateForWire } from "./itemSize.ts";

/** The newest items of a timeline, sorted by `order`, and whether there are older ones. */
interface ItemWindow {
	readonly items: readonly TimelineItem[];
	readonly hasOlder: boolean;
}

/** The newest items: at most `limit`, and no more than fit into `maxBytes`, but always at least one. */
export function selectNewestItems(items: readonly TimelineItem[], limit: number, maxBytes: number): ItemWindow {
	const newestFirst = [...items].sort((one, other) => other.order - one.order);
	let bytes = 0;
	const kept = newestFirst.slice(0, limit).filter((item, index) => {
		bytes += jsonByteLength(item);
		return index === 0 || bytes <= maxBytes;
	});
	return { items: kept.reverse(), hasOlder: newestFirst.length > kept.length };
}

/** Stored items, updated by and extended with what is not stored yet, as they are sent to clients. */
export function mergeUnstored(
	stored: readonly TimelineItem[],
	unstored: readonly TimelineItem[],
): readonly TimelineItem[] {
	const items = new Map(stored.map((item) => [item.id, item]));
	for (const item of unstored) items.set(item.id, truncateForWire(item));
	return [...items.values()];
}
