/** What a process printed at once. */
export interface OutputEntry {
	readonly sequence: number;
	readonly bytes: Uint8Array;
}

export interface OutputSlice {
	readonly text: string;
	/** The last entry that is part of it. */
	readonly after: number;
	readonly hasMore: boolean;
	readonly skipped: boolean;
}

/** Of what was printed: how much of it is told at once, and whether more may come. */
export interface OutputLimits {
	readonly maxBytes: number;
	readonly isRunning: boolean;
}

/** The next page of what was printed: entries that fit. */
export function takeNextPage(entries: readonly OutputEntry[], after: number, page: OutputLimits): OutputSlice {
	const fitting = entries.slice(0, Math.max(1, countWithinBytes(entries, page.maxBytes)));
	const hasMore = fitting.length < entries.length;
	const taken = hasMore || page.isRunning ? dropPartialCharacter(fitting, hasMore ? 1 : 0) : fitting;
	return {
		text: decodeEntries(taken),
		after: taken.at(-1)?.sequence ?? after,
		hasMore,
		skipped: (entries[0]?.sequence ?? after + 1) > after + 1,
	};
}

/** The end of what was printed: the last entries that fit. */
export function takeLastPage(entries: readonly OutputEntry[], page: OutputLimits): OutputSlice {
	const count = Math.max(1, countWithinBytes([...entries].reverse(), page.maxBytes));
	const fitting = entries.slice(-count);
	const taken = page.isRunning ? dropPartialCharacter(fitting, 0) : fitting;
	return {
		text: decodeEntries(taken),
		after: taken.at(-1)?.sequence ?? 0,
		hasMore: false,
		skipped: (fitting[0]?.sequence ?? 1) > 1,
	};
}

function countWithinBytes(entries: readonly OutputEntry[], maxBytes: number): number {
	let bytes = 0;
	const tooMany = entries.findIndex((entry) => {
		bytes += entry.bytes.length;
		return bytes > maxBytes;
	});
	return tooMany === -1 ? entries.length : tooMany;
}

/** An entry that ends inside of a character waits for the one after it; `least` are told whatever they end with. */
function dropPartialCharacter(entries: readonly OutputEntry[], least: number): readonly OutputEntry[] {
	const last = entries.at(-1);
	return last && entries.length > least && decodeEntries([last]).endsWith("\uFFFD") ? entries.slice(0, -1) : entries;
}

function decodeEntries(entries: readonly OutputEntry[]): string {
	return new TextDecoder().decode(Buffer.concat(entries.map(({ bytes }) => bytes)));
}
