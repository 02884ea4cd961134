/**
 * The beginning of a text, at most so many UTF-16 units, and never half a character at its end: what Rivet should send
 * with half of one arrives longer than it was, or not at all, and the sandbox-agent server refuses it as JSON.
 */
export function truncateText(text: string, characters: number): string {
	return text.slice(0, splitsCharacter(text, characters) ? characters - 1 : characters);
}

/** The end of a text, as {@link truncateText} gives its beginning. */
export function truncateTextStart(text: string, characters: number): string {
	const start = Math.max(0, text.length - characters);
	return text.slice(splitsCharacter(text, start) ? start + 1 : start);
}

function splitsCharacter(text: string, place: number): boolean {
	return isBetween(text.charCodeAt(place - 1), 0xd800, 0xdbff) && isBetween(text.charCodeAt(place), 0xdc00, 0xdfff);
}

function isBetween(unit: number, first: number, last: number): boolean {
	return unit >= first && unit <= last;
}
