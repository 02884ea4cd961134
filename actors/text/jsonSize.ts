/** The size of a value as JSON in UTF-8, in bytes. */
export function jsonByteLength(value: unknown): number {
	return Buffer.byteLength(JSON.stringify(value) ?? "");
}

/**
 * The first entries of a list, as many as fit into `maxBytes`. Returns the same list when all fit.
 *
 * @param byteLength - The size of an entry. Default: as JSON in UTF-8.
 */
export function takeWithinBytes<Entry>(
	entries: readonly Entry[],
	maxBytes: number,
	byteLength: (entry: Entry) => number = jsonByteLength,
): readonly Entry[] {
	let bytes = 0;
	const tooMany = entries.findIndex((entry) => {
		bytes += byteLength(entry);
		return bytes > maxBytes;
	});
	return tooMany === -1 ? entries : entries.slice(0, tooMany);
}
