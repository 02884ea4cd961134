import type { TimelineItem } from "../../src/protocol/index.ts";
import { jsonBytes } from "./jsonBytes.ts";
import { shortenValue } from "./shortenValue.ts";

/** How long strings and arrays may stay, tried one after another until the item fits. */
const STEPS = [
	{ characters: 262_144, entries: 10_000 },
	{ characters: 65_536, entries: 4_000 },
	{ characters: 16_384, entries: 1_000 },
	{ characters: 4_096, entries: 200 },
	{ characters: 1_024, entries: 50 },
	{ characters: 256, entries: 10 },
	{ characters: 64, entries: 4 },
	{ characters: 64, entries: 4, withoutRaw: true },
] as const;

/**
 * An item small enough for the wire: the same one when it already is, else one with long strings and arrays
 * cut and `truncated` set.
 *
 * @param maxBytes - Bytes of JSON in UTF-8.
 */
export function cutItem<Item extends TimelineItem>(item: Item, maxBytes: number): Item {
	if (jsonBytes(item) <= maxBytes) return item;
	let cut = item;
	for (const step of STEPS.filter(({ characters }) => characters < maxBytes)) {
		cut = { ...shortenValue(item, step), truncated: true };
		if (jsonBytes(cut) <= maxBytes) break;
	}
	return cut;
}
