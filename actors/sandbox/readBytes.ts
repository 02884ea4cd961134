export interface ByteRange {
	readonly skip: number;
	readonly take: number;
}

export interface ByteRangeResult {
	readonly bytes: Uint8Array;
	/** Nothing comes after them. */
	readonly isEnd: boolean;
}

/**
 * Reads a stretch of a body, holds no more than that, and lets go of the rest.
 *
 * @param onSkipped - Sees what is passed over.
 */
export async function readByteRange(
	{ body }: Response,
	{ skip, take }: ByteRange,
	onSkipped: (bytes: Uint8Array) => void = () => undefined,
): Promise<ByteRangeResult> {
	const parts: Uint8Array[] = [];
	let toSkip = skip;
	let toTake = take;
	for await (const chunk of body ?? []) {
		const skipped = Math.min(toSkip, chunk.length);
		if (skipped > 0) onSkipped(chunk.subarray(0, skipped));
		toSkip -= skipped;
		const part = chunk.subarray(skipped, skipped + toTake);
		parts.push(part);
		toTake -= part.length;
		// Leaving the loop cancels the body.
		if (skipped + part.length < chunk.length) return { bytes: Buffer.concat(parts), isEnd: false };
	}
	return { bytes: Buffer.concat(parts), isEnd: true };
}
