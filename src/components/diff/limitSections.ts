import type { DiffSection } from "./foldRows.ts";

/** The sections up to `most` visible rows; the same array when that is all of them. */
export function limitSections(sections: readonly DiffSection[], most: number): readonly DiffSection[] {
	let left = most;
	const shown: DiffSection[] = [];
	for (const section of sections) {
		if (left === 0) return shown;
		const rows = section.type === "gap" ? section.rows : section.rows.slice(0, left);
		shown.push(rows.length === section.rows.length ? section : { ...section, rows });
		left -= section.type === "gap" ? 1 : rows.length;
		if (rows.length < section.rows.length) return shown;
	}
	return sections;
}
