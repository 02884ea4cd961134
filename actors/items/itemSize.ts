import { LIMITS, type PromptItem, type TimelineItem } from "../../src/protocol/index.ts";
import type { UnplacedItem } from "../../src/rules/items.ts";
import { truncateText } from "../../src/rules/truncateText.ts";
import { jsonByteLength } from "../text/jsonSize.ts";

interface TruncationLimits {
	/** UTF-16 units a string keeps. */
	readonly characters: number;
	/** Entries an array or object keeps. */
	readonly entries: number;
	/** Removes arbitrary JSON from the agent: names and nesting can make it long, however short its parts are. */
	readonly withoutRaw?: boolean | undefined;
}

/** Deeper values are removed: nothing that is shown is nested as deep. */
const MAX_DEPTH = 16;

/** Half of an encoded picture is useless, so these are removed entirely. */
const ENCODED_FIELDS = new Set(["data", "blob", "thumbnail"]);

const RAW_FIELDS = new Set(["rawInput", "rawOutput", "value"]);

/** A copy of a JSON value with its long strings, arrays and objects truncated. */
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

/** More fields than any of our items has: only raw values from the agent lose some. */
const MIN_FIELDS = 32;

function truncateString(text: string, characters: number, key: string | undefined): string {
	if (text.length <= characters) return text;
	return key !== undefined && ENCODED_FIELDS.has(key)
		? ""
		: copyText(withoutHalfDataUrl(truncateText(text, characters)));
}

/** V8 keeps the whole text in memory as long as a part of it is used, unless the part is copied. */
function copyText(text: string): string {
	return Buffer.from(text, "utf16le").toString("utf16le");
}

const BASE64_MARK = ";base64,";
const ONLY_BASE64 = /^[A-Za-z0-9+/_=-]*$/;

/** A truncated text, without the part of a `data:` URL that it ends in: that would be shown as a broken picture. */
function withoutHalfDataUrl(text: string): string {
	const mark = text.lastIndexOf(BASE64_MARK);
	if (mark === -1) return text;
	const content = mark + BASE64_MARK.length;
	return ONLY_BASE64.test(text.slice(content)) ? `${text.slice(0, content)}…` : text;
}

/** Limits that are tried one after another until the item fits. */
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

/** Tried always, however small the limit is. */
const LAST_STEP = TRUNCATION_STEPS[TRUNCATION_STEPS.length - 1];

/** Room for `truncated` or `missingBytes`, which are added later. */
const TRUNCATION_MARK_BYTES = 48;

/** The author and the host's data of a prompt stay whole: they have limits of their own, and a part of them is no use. */
function hostDataOf(item: UnplacedItem): Partial<PromptItem> {
	if (item.kind !== "prompt") return {};
	return item.metadata === undefined ? { by: item.by } : { by: item.by, metadata: item.metadata };
}

/**
 * The same item when it is small enough, else a copy with long strings and arrays truncated.
 *
 * @param maxBytes - Bytes of JSON in UTF-8. Below 2,000 the result may be larger, because an item keeps its fields.
 */
function shrinkToFit<Item extends UnplacedItem>(item: Item, maxBytes: number): Item {
	if (jsonByteLength(item) <= maxBytes) return item;
	let truncated = item;
	for (const step of TRUNCATION_STEPS.filter((some) => some === LAST_STEP || some.characters < maxBytes)) {
		truncated = { ...truncateValue(item, step), ...hostDataOf(item) };
		if (jsonByteLength(truncated) <= maxBytes - TRUNCATION_MARK_BYTES) break;
	}
	return truncated;
}

/**
 * The same item when it is small enough, else a copy with long strings and arrays truncated and `truncated` set.
 *
 * @param maxBytes - Bytes of JSON in UTF-8.
 */
export function truncateItem<Item extends TimelineItem>(item: Item, maxBytes: number): Item {
	const fitting = shrinkToFit(item, maxBytes);
	return fitting === item ? item : { ...fitting, truncated: true };
}

/** An item of this size and its truncated form for the wire fit into one commit together. */
const MAX_STORED_BYTES = 630_000;

/**
 * The item as it is stored: nearly always the same one, else a truncated copy whose `missingBytes` says how much was
 * dropped. What is broadcast is made from it as well, so that it is the same before and after a reload.
 */
export function truncateForStorage<Item extends UnplacedItem>(item: Item, maxBytes = MAX_STORED_BYTES): Item {
	const kept = shrinkToFit(item, maxBytes);
	if (kept === item) return item;
	return { ...kept, missingBytes: (item.missingBytes ?? 0) + jsonByteLength(item) - jsonByteLength(kept) };
}

/** Whether nothing of the item is dropped when it is stored. */
export function isStoredWhole(item: TimelineItem): boolean {
	return jsonByteLength(item) <= MAX_STORED_BYTES;
}

/** The item as it is sent to clients. */
export function truncateForWire<Item extends TimelineItem>(item: Item): Item {
	return jsonByteLength(item) <= LIMITS.itemBytes ? item : truncateItem(truncateForStorage(item), LIMITS.itemBytes);
}
