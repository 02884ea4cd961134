/** How many bytes a value takes as JSON in UTF-8. */
export function jsonByteLength(value: unknown): number {
	return Buffer.byteLength(JSON.stringify(value) ?? "");
}

/** The first entries of a list that together stay under `maxBytes` of JSON; the same list when all do. */
export function takeWithinBytes<Entry>(entries: readonly Entry[], maxBytes: number): readonly Entry[] {
	let bytes = 0;
	const tooMany = entries.findIndex((entry) => {
		bytes += jsonByteLength(entry);
		return bytes > maxBytes;
	});
	return tooMany === -1 ? entries : entries.slice(0, tooMany);
}
