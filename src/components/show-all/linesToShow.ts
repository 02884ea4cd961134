/** Lines of a text, by their places. */
export interface LineRange {
	readonly from: number;
	/** The place after the last. */
	readonly to: number;
}

/** A longer text is not shown whole because words are looked for in it: the page would stall. */
const MAX_LINES_WITH_MATCH = 2_000;
/** So many are shown on either side of the words then. */
const LINES_AROUND_MATCH = 100;

/**
 * Which lines of a cut text are shown: those that are anyway, unless a search shows words that are in others only.
 *
 * @param lines - As they are read.
 * @param words - In small letters; empty for none.
 */
export function visibleLines(lines: readonly string[], cut: LineRange, words: string): LineRange {
	const hasWords = (line: string) => line.toLowerCase().includes(words);
	if (words === "" || lines.slice(cut.from, cut.to).some(hasWords)) return cut;
	const at = lines.findIndex(hasWords);
	if (at === -1) return cut;
	if (lines.length <= MAX_LINES_WITH_MATCH) return { from: 0, to: lines.length };
	return { from: Math.max(0, at - LINES_AROUND_MATCH), to: Math.min(lines.length, at + LINES_AROUND_MATCH) };
}
