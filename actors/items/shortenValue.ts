import { truncateText } from "../text/cutText.ts";

export interface TruncationLimits {
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
export function truncateValue<T>(value: T, limits: TruncationLimits): T;
export function truncateValue(value: unknown, limits: TruncationLimits): unknown {
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
