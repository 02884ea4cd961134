const LINE_FEED = 0x0a;

/**
 * How many of the bytes make a page: up to the end of the last whole line, or of the last whole character where there
 * is no line's end.
 */
export function pageEnd(bytes: Uint8Array): number {
	const lines = bytes.lastIndexOf(LINE_FEED) + 1;
	if (lines > 0) return lines;
	const start = bytes.findLastIndex((byte) => (byte & 0xc0) !== 0x80);
	const isCut = start > 0 && start + utf8CharacterLength(bytes[start] ?? 0) > bytes.length;
	return isCut ? start : bytes.length;
}

/** By the first byte of a character in UTF-8. */
function utf8CharacterLength(first: number): number {
	if (first >= 0xf0) return 4;
	if (first >= 0xe0) return 3;
	return first >= 0xc0 ? 2 : 1;
}
