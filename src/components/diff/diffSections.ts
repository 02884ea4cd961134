import type { DiffRow } from "./computeDiff.ts";

/** Whether words in small letters are in a line; false for none. */
function rowMatchesQuery({ parts }: DiffRow, words: string): boolean {
	if (words === "") return false;
	const line = parts.map(({ text }) => text).join("");
	return line.toLowerCase().includes(words);
}

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

/** The sections up to `most` visible rows; the same array when that is all of them. */
export function truncateSections(sections: readonly DiffSection[], most: number): readonly DiffSection[] {
	let left = most;
	const shown: DiffSection[] = [];
	for (const section of sections) {
		if (left === 0) return shown;
		const rows = section.type === "gap" ? section.rows : firstRows(section.rows, left);
		shown.push(rows.length === section.rows.length ? section : { ...section, rows });
		left -= section.type === "gap" ? 1 : Math.min(rows.length, left);
		if (rows.length < section.rows.length) return shown;
	}
	return sections;
}

/** Of lines side by side, those of the first places: or the old ones would use them up, and stand beside nothing. */
function firstRows(rows: readonly DiffRow[], most: number): readonly DiffRow[] {
	const start = rows[0]?.splitRow ?? 0;
	return rows.filter(({ splitRow }, index) => (splitRow === undefined ? index : splitRow - start) < most);
}

/** More lines are not shown at once because words are looked for in them: the page would stall. */
const MAX_ROWS_WITH_MATCH = 2_000;
/** So many stand above the words then. */
const ROWS_ABOVE_MATCH = 20;

/**
 * The sections up to `most` visible rows, unless a search shows words that come after these only: then all of them, or
 * of a long change those from a little above the words on. The same array for all of them.
 *
 * @param words - In small letters; empty for none.
 */
export function visibleSections(sections: readonly DiffSection[], most: number, words: string): readonly DiffSection[] {
	const first = truncateSections(sections, most);
	if (first === sections || words === "" || findMatch(words, first) !== undefined) return first;
	const place = findMatch(words, sections);
	if (!place) return first;
	if (truncateSections(sections, MAX_ROWS_WITH_MATCH) === sections) return sections;
	return truncateSections(sectionsFrom(sections, place), most);
}

interface MatchPosition {
	readonly section: number;
	readonly row: number;
}

function findMatch(words: string, sections: readonly DiffSection[]): MatchPosition | undefined {
	for (const [section, { type, rows }] of sections.entries()) {
		const row = type === "gap" ? -1 : rows.findIndex((one) => rowMatchesQuery(one, words));
		if (row !== -1) return { section, row };
	}
	return undefined;
}

function sectionsFrom(sections: readonly DiffSection[], { section, row }: MatchPosition): readonly DiffSection[] {
	const start = Math.max(0, row - ROWS_ABOVE_MATCH);
	const after = (rows: readonly DiffRow[]) => rows.slice(start);
	return sections.slice(section).map((one, index) => (index === 0 ? { ...one, rows: after(one.rows) } : one));
}
