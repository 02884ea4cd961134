const DIRECTION_OVERRIDES = /[\u202a-\u202e\u2066-\u2069]/g;

/**
 * Makes the invisible characters visible that turn the direction of text around (U+202A to 202E, U+2066 to 2069).
 * With them code and file names can be made to read as what they are not. The plain marks of right-to-left writing
 * (U+200E, U+200F, U+061C) stay.
 */
export function revealDirectionOverrides(text: string): string {
	return text.replace(DIRECTION_OVERRIDES, (character) => `[U+${character.charCodeAt(0).toString(16).toUpperCase()}]`);
}
