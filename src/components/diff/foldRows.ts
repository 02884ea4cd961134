import type { DiffRow } from "./diffRow.ts";
import { rowHasWords } from "./rowHasWords.ts";

export type DiffSection =
	| { readonly type: "rows"; readonly rows: readonly DiffRow[] }
	/** Unchanged lines that are folded away. */
	| { readonly type: "gap"; readonly rows: readonly DiffRow[] };

const CONTEXT = 3;
/** A button takes as much room as a line: folding fewer would hide without saving. */
const SHORTEST_GAP = 2;
/** More unchanged lines with words that are looked for stay folded: a letter may stand in each of thirty thousand. */
const MOST_WITH_WORDS = 100;

interface Run {
	/** Whether its lines may be folded. */
	readonly isPlain: boolean;
	readonly rows: DiffRow[];
}

/**
 * Keeps three unchanged lines around each change, and around each line that has `words`, and folds the others.
 *
 * @param words - What a search shows, in small letters; empty for none.
 */
export function foldRows(rows: readonly DiffRow[], words = ""): readonly DiffSection[] {
	return splitRuns(rows, words).flatMap((run, index, runs) => foldRun(run, index === 0, index === runs.length - 1));
}

function splitRuns(rows: readonly DiffRow[], words: string): readonly Run[] {
	const runs: Run[] = [];
	let withWords = 0;
	for (const row of rows) {
		const isFound = row.type === "context" && withWords < MOST_WITH_WORDS && rowHasWords(row, words);
		if (isFound) withWords += 1;
		const isPlain = row.type === "context" && !isFound;
		const last = runs.at(-1);
		if (last?.isPlain === isPlain) last.rows.push(row);
		else runs.push({ isPlain, rows: [row] });
	}
	return runs;
}

function foldRun({ isPlain, rows: run }: Run, isFirst: boolean, isLast: boolean): readonly DiffSection[] {
	const from = isFirst ? 0 : CONTEXT;
	const to = run.length - (isLast ? 0 : CONTEXT);
	if (!isPlain || to - from < SHORTEST_GAP) return [{ type: "rows", rows: run }];
	const sections: readonly DiffSection[] = [
		{ type: "rows", rows: run.slice(0, from) },
		{ type: "gap", rows: run.slice(from, to) },
		{ type: "rows", rows: run.slice(to) },
	];
	return sections.filter((section) => section.rows.length > 0);
}
