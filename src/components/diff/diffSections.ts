import { type DiffRow, rowText } from "./computeDiff.ts";

/** Whether a line contains the query, which is lower case; false for an empty query. */
function rowMatchesQuery(row: DiffRow, query: string): boolean {
	return query !== "" && rowText(row).toLowerCase().includes(query);
}

export type DiffSection =
	| { readonly type: "rows"; readonly rows: readonly DiffRow[] }
	/** Folded unchanged lines. */
	| { readonly type: "gap"; readonly rows: readonly DiffRow[] };

const CONTEXT_LINES = 3;
/** The button takes as much room as a line: folding fewer lines would save nothing. */
const MIN_GAP_LINES = 2;
/** With more matches among the unchanged lines these stay folded: one letter may match thirty thousand lines. */
const MAX_UNFOLDED_MATCHES = 100;

interface RowRun {
	/** Whether the lines may be folded. */
	readonly isFoldable: boolean;
	readonly rows: DiffRow[];
}

/**
 * Folds unchanged lines, except for three around each change, each line that matches the search, and each that has notes.
 *
 * @param query - The query of the search, lower case; empty for none.
 * @param hasNotes - Whether a line of the new text has notes.
 */
export function foldUnchangedRows(
	rows: readonly DiffRow[],
	query = "",
	hasNotes: (line: number) => boolean = () => false,
): readonly DiffSection[] {
	return splitRuns(rows, query, hasNotes).flatMap((run, index, runs) =>
		foldRun(run, index === 0, index === runs.length - 1),
	);
}

function splitRuns(rows: readonly DiffRow[], query: string, hasNotes: (line: number) => boolean): readonly RowRun[] {
	const runs: RowRun[] = [];
	let matchCount = 0;
	for (const row of rows) {
		const isFound = row.type === "context" && matchCount < MAX_UNFOLDED_MATCHES && rowMatchesQuery(row, query);
		if (isFound) matchCount += 1;
		const isNoted = row.newLine !== undefined && hasNotes(row.newLine);
		const isFoldable = row.type === "context" && !isFound && !isNoted;
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

/** The sections up to `limit` visible rows; the same array if that is all of them. */
export function truncateSections(sections: readonly DiffSection[], limit: number): readonly DiffSection[] {
	let left = limit;
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

/** In the split layout, counts grid rows: the old lines come first and would use up the limit alone. */
function firstRows(rows: readonly DiffRow[], limit: number): readonly DiffRow[] {
	const start = rows[0]?.splitRow ?? 0;
	return rows.filter(({ splitRow }, index) => (splitRow === undefined ? index : splitRow - start) < limit);
}

/** A longer diff is not shown whole for a search: the page would stall. */
const MAX_ROWS_WITH_MATCH = 2_000;
/** Rows shown above the match in that case. */
const ROWS_ABOVE_MATCH = 20;

/**
 * The sections up to `limit` visible rows. If only later rows match the search: all sections, or in a long diff those
 * from shortly before the match. Returns the same array if that is all of them.
 *
 * @param query - The query of the search, lower case; empty for none.
 */
export function visibleSections(
	sections: readonly DiffSection[],
	limit: number,
	query: string,
): readonly DiffSection[] {
	const first = truncateSections(sections, limit);
	if (first === sections || query === "" || findMatch(query, first) !== undefined) return first;
	const place = findMatch(query, sections);
	if (!place) return first;
	if (truncateSections(sections, MAX_ROWS_WITH_MATCH) === sections) return sections;
	return truncateSections(sectionsFrom(sections, place), limit);
}

interface MatchPosition {
	readonly section: number;
	readonly row: number;
}

function findMatch(query: string, sections: readonly DiffSection[]): MatchPosition | undefined {
	for (const [section, { type, rows }] of sections.entries()) {
		const row = type === "gap" ? -1 : rows.findIndex((one) => rowMatchesQuery(one, query));
		if (row !== -1) return { section, row };
	}
	return undefined;
}

function sectionsFrom(sections: readonly DiffSection[], { section, row }: MatchPosition): readonly DiffSection[] {
	const start = Math.max(0, row - ROWS_ABOVE_MATCH);
	const after = (rows: readonly DiffRow[]) => rows.slice(start);
	return sections.slice(section).map((one, index) => (index === 0 ? { ...one, rows: after(one.rows) } : one));
}
