import type { DiffRow } from "./diffRow.ts";
import { rowMatchesQuery } from "./rowHasWords.ts";

export type DiffSection =
	| { readonly type: "rows"; readonly rows: readonly DiffRow[] }
	/** Unchanged lines that are folded away. */
	| { readonly type: "gap"; readonly rows: readonly DiffRow[] };

const CONTEXT_LINES = 3;
/** A button takes as much room as a line: folding fewer would hide without saving. */
const MIN_GAP_LINES = 2;
/** More unchanged lines with words that are looked for stay folded: a letter may stand in each of thirty thousand. */
const MAX_UNFOLDED_MATCHES = 100;

interface RowRun {
	/** Whether its lines may be folded. */
	readonly isFoldable: boolean;
	readonly rows: DiffRow[];
}

/**
 * Keeps three unchanged lines around each change, and around each line that has `words`, and folds the others.
 *
 * @param words - What a search shows, in small letters; empty for none.
 */
export function foldUnchangedRows(rows: readonly DiffRow[], words = ""): readonly DiffSection[] {
	return splitRuns(rows, words).flatMap((run, index, runs) => foldRun(run, index === 0, index === runs.length - 1));
}

function splitRuns(rows: readonly DiffRow[], words: string): readonly RowRun[] {
	const runs: RowRun[] = [];
	let withWords = 0;
	for (const row of rows) {
		const isFound = row.type === "context" && withWords < MAX_UNFOLDED_MATCHES && rowMatchesQuery(row, words);
		if (isFound) withWords += 1;
		const isFoldable = row.type === "context" && !isFound;
		const last = runs.at(-1);
		if (last?.isFoldable === isFoldable) last.rows.push(row);
		else runs.push({ isFoldable, rows: [row] });
	}
	return runs;
}

function foldRun({ isFoldable, rows: run }: RowRun, isFirst: boolean, isLast: boolean): readonly DiffSection[] {
	const from = isFirst ? 0 : CONTEXT_LINES;
	const to = run.length - (isLast ? 0 : CONTEXT_LINES);
	if (!isFoldable || to - from < MIN_GAP_LINES) return [{ type: "rows", rows: run }];
	const sections: readonly DiffSection[] = [
		{ type: "rows", rows: run.slice(0, from) },
		{ type: "gap", rows: run.slice(from, to) },
		{ type: "rows", rows: run.slice(to) },
	];
	return sections.filter((section) => section.rows.length > 0);
}
