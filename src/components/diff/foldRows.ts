import type { DiffRow } from "./diffRow.ts";

export type DiffSection =
	| { readonly type: "rows"; readonly rows: readonly DiffRow[] }
	/** Unchanged lines that are folded away. */
	| { readonly type: "gap"; readonly rows: readonly DiffRow[] };

const CONTEXT = 3;
/** A button takes as much room as a line: folding fewer would hide without saving. */
const SHORTEST_GAP = 2;

/** Keeps three unchanged lines around each change, and folds the others. */
export function foldRows(rows: readonly DiffRow[]): readonly DiffSection[] {
	return splitRuns(rows).flatMap((run, index, runs) => foldRun(run, index === 0, index === runs.length - 1));
}

function splitRuns(rows: readonly DiffRow[]): readonly (readonly DiffRow[])[] {
	const runs: DiffRow[][] = [];
	for (const row of rows) {
		const last = runs.at(-1);
		if (last && isContext(last[0]) === isContext(row)) last.push(row);
		else runs.push([row]);
	}
	return runs;
}

function isContext(row: DiffRow | undefined): boolean {
	return row?.type === "context";
}

function foldRun(run: readonly DiffRow[], isFirst: boolean, isLast: boolean): readonly DiffSection[] {
	const from = isFirst ? 0 : CONTEXT;
	const to = run.length - (isLast ? 0 : CONTEXT);
	if (!isContext(run[0]) || to - from < SHORTEST_GAP) return [{ type: "rows", rows: run }];
	const sections: readonly DiffSection[] = [
		{ type: "rows", rows: run.slice(0, from) },
		{ type: "gap", rows: run.slice(from, to) },
		{ type: "rows", rows: run.slice(to) },
	];
	return sections.filter((section) => section.rows.length > 0);
}
