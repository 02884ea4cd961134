import type { DiffRow } from "./diffRow.ts";

/**
 * Gives each line the place where it stands beside what it was or became: the first removed line of a change beside the
 * first added one, and so on, as the words are held against each other. Unchanged lines have a place on both sides.
 */
export function assignSplitRows(rows: readonly DiffRow[]): readonly DiffRow[] {
	const next = { old: 1, new: 1 };
	return rows.map((row) => {
		if (row.type === "removed") return { ...row, place: next.old++ };
		if (row.type === "added") return { ...row, place: next.new++ };
		const place = Math.max(next.old, next.new);
		next.old = next.new = place + 1;
		return { ...row, place };
	});
}
