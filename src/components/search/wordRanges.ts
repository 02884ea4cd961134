import { textRuns } from "./textRuns.ts";
import { matchPositions } from "./wordPlaces.ts";

/**
 * The ranges under an element in which words in small letters are read, from the first on. Words may go over several
 * elements of one line.
 */
export function* matchRanges(root: Element, words: string, most = Number.POSITIVE_INFINITY): Generator<Range> {
	if (words === "") return;
	let count = 0;
	for (const run of textRuns(root)) {
		const text = run.map(({ data }) => data).join("");
		for (const [from, to] of matchPositions(text, words)) {
			if (count++ === most) return;
			yield rangeIn(run, from, to);
		}
	}
}

function rangeIn(run: readonly Text[], from: number, to: number): Range {
	const range = new Range();
	let start = 0;
	for (const text of run) {
		const end = start + text.length;
		if (from >= start && from < end) range.setStart(text, from - start);
		if (to > start && to <= end) range.setEnd(text, to - start);
		start = end;
	}
	return range;
}
