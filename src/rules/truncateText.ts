/**
 * The beginning of a text, at most `characters` UTF-16 code units, which never ends inside a surrogate pair: text with
 * half a pair arrives longer or not at all over Rivet, and the sandbox-agent server refuses it as JSON.
 */
export function truncateText(text: string, characters: number): string {
	return text.slice(0, splitsCharacter(text, characters) ? characters - 1 : characters);
}

/** The beginning of a text with an ellipsis where it goes on, together at most `characters`. */
export function truncateWithEllipsis(text: string, characters: number): string {
	return text.length > characters ? `${truncateText(text, characters - 1)}…` : text;
}

/** The end of a text, likewise: see {@link truncateText}. */
export function truncateTextStart(text: string, characters: number): string {
	const start = Math.max(0, text.length - characters);
	return text.slice(splitsCharacter(text, start) ? start + 1 : start);
}

function splitsCharacter(text: string, index: number): boolean {
	return isBetween(text.charCodeAt(index - 1), 0xd800, 0xdbff) && isBetween(text.charCodeAt(index), 0xdc00, 0xdfff);
}

function isBetween(unit: number, first: number, last: number): boolean {
	return unit >= first && unit <= last;
}
