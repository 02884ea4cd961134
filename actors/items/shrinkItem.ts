import type { TimelineItem } from "../../src/protocol/index.ts";
import { jsonByteLength } from "./jsonBytes.ts";
import { truncateValue } from "./shortenValue.ts";

/** How long strings and arrays may stay, tried one after another until the item fits. */
const TRUNCATION_STEPS = [
	{ characters: 262_144, entries: 10_000 },
	{ characters: 65_536, entries: 4_000 },
	{ characters: 16_384, entries: 1_000 },
	{ characters: 4_096, entries: 200 },
	{ characters: 1_024, entries: 50 },
	{ characters: 256, entries: 10 },
	{ characters: 64, entries: 4 },
	{ characters: 64, entries: 4, withoutRaw: true },
] as const;

/** Tried for certain, however little room there is. */
const LAST_STEP = TRUNCATION_STEPS[TRUNCATION_STEPS.length - 1];

/** The mark of a cut, which has to fit too. */
const TRUNCATION_MARK_BYTES = 48;

/**
 * The same item when it is small enough, else one with its long strings and arrays cut.
 *
 * @param maxBytes - Bytes of JSON in UTF-8; a cut item leaves room for the mark that it is cut. Under 2,000 it may be
 * more: an item keeps its fields.
 */
export function shrinkToFit<Item extends TimelineItem>(item: Item, maxBytes: number): Item {
	if (jsonByteLength(item) <= maxBytes) return item;
	let cut = item;
	for (const step of TRUNCATION_STEPS.filter((some) => some === LAST_STEP || some.characters < maxBytes)) {
		cut = truncateValue(item, step);
		if (jsonByteLength(cut) <= maxBytes - TRUNCATION_MARK_BYTES) break;
	}
	return cut;
}
