import { LIMITS, type TimelineItem } from "../../src/protocol/index.ts";
import { jsonByteLength } from "../text/jsonSize.ts";
import { truncateText } from "../text/truncateText.ts";

interface TruncationLimits {
	/** UTF-16 units a string keeps. */
	readonly characters: number;
	/** Entries an array or object keeps. */
	readonly entries: number;
	/** Leaves out what an agent gave as any JSON: names and nesting may make it long however short its parts are. */
	readonly withoutRaw?: boolean | undefined;
}

/** Nesting below this is left out: nothing that is shown is nested so deep. */
const MAX_DEPTH = 16;

/** Half of an encoded picture is no picture, so these are left out whole. */
const ENCODED_FIELDS = new Set(["data", "blob", "thumbnail"]);

const RAW_FIELDS = new Set(["rawInput", "rawOutput", "value"]);

/** The same JSON value with its long strings, arrays and objects cut. Short parts stay as they are. */
function truncateValue<T>(value: T, limits: TruncationLimits): T;
function truncateValue(value: unknown, limits: TruncationLimits): unknown {
	return truncateNested(value, limits, 0, undefined);
}

function truncateNested(value: unknown, limits: TruncationLimits, depth: number, key: string | undefined): unknown {
	if (typeof value === "string") return truncateString(value, limits.characters, key);
	if (typeof value !== "object" || value === null) return value;
	if (depth >= MAX_DEPTH || (limits.withoutRaw && key !== undefined && RAW_FIELDS.has(key))) return null;
	if (Array.isArray(value)) {
		return value.slice(0, limits.entries).map((entry) => truncateNested(entry, limits, depth + 1, undefined));
	}
	const kept = Object.entries(value).slice(0, Math.max(limits.entries, MIN_FIELDS));
	return Object.fromEntries(kept.map(([name, entry]) => [name, truncateNested(entry, limits, depth + 1, name)]));
}

/** More fields than any item of ours has: only an agent's raw values lose some. */
const MIN_FIELDS = 32;

function truncateString(text: string, characters: number, key: string | undefined): string {
	if (text.length <= characters) return text;
	return key !== undefined && ENCODED_FIELDS.has(key) ? "" : truncateText(text, characters);
}

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
function shrinkToFit<Item extends TimelineItem>(item: Item, maxBytes: number): Item {
	if (jsonByteLength(item) <= maxBytes) return item;
	let cut = item;
	for (const step of TRUNCATION_STEPS.filter((some) => some === LAST_STEP || some.characters < maxBytes)) {
		cut = truncateValue(item, step);
		if (jsonByteLength(cut) <= maxBytes - TRUNCATION_MARK_BYTES) break;
	}
	return cut;
}

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

/** An item as it is sent: the same before and after it is stored. */
export function truncateForWire<Item extends TimelineItem>(item: Item): Item {
	return jsonByteLength(item) <= LIMITS.itemBytes ? item : truncateItem(truncateForStorage(item), LIMITS.itemBytes);
}
