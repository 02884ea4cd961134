import type { DiffRow } from "./diffRow.ts";
import type { DiffSection } from "./foldRows.ts";

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
