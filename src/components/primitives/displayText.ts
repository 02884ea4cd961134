import { unicodeOf } from "./hiddenText.ts";

const DIRECTION_OVERRIDES = /[\u202a-\u202e\u2066-\u2069]/g;

/**
 * Makes invisible characters visible that override the direction of text (U+202A to 202E, U+2066 to 2069): they can
 * make code and file names look like something else. The plain marks of right-to-left text (U+200E, U+200F, U+061C)
 * stay.
 */
export function revealDirectionOverrides(text: string): string {
	return text.replace(DIRECTION_OVERRIDES, (character) => `[${unicodeOf(character)}]`);
}

/** The last two segments of a path. */
export function lastPathSegments(path: string): string {
	const names = path
		.replace(/^\w+:\/\//, "")
		.split(/[/\\]/)
		.filter(Boolean);
	return names.slice(-2).join("/");
}

/** Formats a value for people: strings as they are, everything else as JSON. */
export function formatJson(value: unknown): string {
	return typeof value === "string" ? value : (JSON.stringify(value, null, 2) ?? "");
}
