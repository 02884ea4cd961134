import { truncateText } from "../text/cutText.ts";

/**
 * JSON text of a value in at most `maxBytes` bytes of UTF-8: as it is when it fits, else with its longest texts cut,
 * each with a mark that says how long it was.
 *
 * @returns Null when even that is too long, as with a million small values.
 */
export function truncateJson(value: unknown, maxBytes: number): string | null {
	const whole = JSON.stringify(value);
	if (fitsBytes(whole, maxBytes)) return whole;
	for (let characters = maxBytes; characters >= 16; characters = Math.floor(characters / 4)) {
		const cut = JSON.stringify(value, (_key, part: unknown) =>
			typeof part === "string" ? truncateWithMark(part, characters) : part,
		);
		if (fitsBytes(cut, maxBytes)) return cut;
	}
	return null;
}

function fitsBytes(json: string, maxBytes: number): boolean {
	return Buffer.byteLength(json) <= maxBytes;
}

function truncateWithMark(text: string, characters: number): string {
	return text.length <= characters ? text : `${truncateText(text, characters)}… [cut, ${text.length} characters]`;
}
