const DIRECTION_OVERRIDES = /[\u202a-\u202e\u2066-\u2069]/g;

/**
 * Makes the invisible characters visible that turn the direction of text around (U+202A to 202E, U+2066 to 2069).
 * With them code and file names can be made to read as what they are not. The plain marks of right-to-left writing
 * (U+200E, U+200F, U+061C) stay.
 */
export function revealDirectionOverrides(text: string): string {
	return text.replace(DIRECTION_OVERRIDES, (character) => `[U+${character.charCodeAt(0).toString(16).toUpperCase()}]`);
}

/** The end of a path, by which people know a file: its last two names. */
export function lastPathSegments(path: string): string {
	const names = path
		.replace(/^\w+:\/\//, "")
		.split(/[/\\]/)
		.filter(Boolean);
	return names.slice(-2).join("/");
}

/** A value as people read it: a text as it is, the rest as JSON. */
export function formatJson(value: unknown): string {
	return typeof value === "string" ? value : (JSON.stringify(value, null, 2) ?? "");
}
