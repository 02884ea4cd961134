import { cutText } from "../text/cutText.ts";

export interface ShortenLimits {
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
const ENCODED = new Set(["data", "blob", "thumbnail"]);

const RAW = new Set(["rawInput", "rawOutput", "value"]);

/** The same JSON value with its long strings, arrays and objects cut. Short parts stay as they are. */
export function shortenValue<T>(value: T, limits: ShortenLimits): T;
export function shortenValue(value: unknown, limits: ShortenLimits): unknown {
	return shorten(value, limits, 0, undefined);
}

function shorten(value: unknown, limits: ShortenLimits, depth: number, key: string | undefined): unknown {
	if (typeof value === "string") return shortenText(value, limits.characters, key);
	if (typeof value !== "object" || value === null) return value;
	if (depth >= MAX_DEPTH || (limits.withoutRaw && key !== undefined && RAW.has(key))) return null;
	if (Array.isArray(value)) {
		return value.slice(0, limits.entries).map((entry) => shorten(entry, limits, depth + 1, undefined));
	}
	const kept = Object.entries(value).slice(0, Math.max(limits.entries, MIN_FIELDS));
	return Object.fromEntries(kept.map(([name, entry]) => [name, shorten(entry, limits, depth + 1, name)]));
}

/** More fields than any item of ours has: only an agent's raw values lose some. */
const MIN_FIELDS = 32;

function shortenText(text: string, characters: number, key: string | undefined): string {
	if (text.length <= characters) return text;
	return key !== undefined && ENCODED.has(key) ? "" : cutText(text, characters);
}
