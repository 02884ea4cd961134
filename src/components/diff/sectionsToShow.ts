import type { DiffRow } from "./diffRow.ts";
import type { DiffSection } from "./foldRows.ts";
import { limitSections } from "./limitSections.ts";
import { rowHasWords } from "./rowHasWords.ts";

/** More lines are not shown at once because words are looked for in them: the page would stall. */
const MOST_ROWS = 2_000;
/** So many stand above the words then. */
const ABOVE = 20;

/**
 * The sections up to `most` visible rows, unless a search shows words that come after these only: then all of them, or
 * of a long change those from a little above the words on. The same array for all of them.
 *
 * @param words - In small letters; empty for none.
 */
export function sectionsToShow(sections: readonly DiffSection[], most: number, words: string): readonly DiffSection[] {
	const first = limitSections(sections, most);
	if (first === sections || words === "" || placeOf(words, first) !== undefined) return first;
	const place = placeOf(words, sections);
	if (!place) return first;
	if (limitSections(sections, MOST_ROWS) === sections) return sections;
	return limitSections(sectionsFrom(sections, place), most);
}

interface Place {
	readonly section: number;
	readonly row: number;
}

function placeOf(words: string, sections: readonly DiffSection[]): Place | undefined {
	for (const [section, { type, rows }] of sections.entries()) {
		const row = type === "gap" ? -1 : rows.findIndex((one) => rowHasWords(one, words));
		if (row !== -1) return { section, row };
	}
	return undefined;
}

function sectionsFrom(sections: readonly DiffSection[], { section, row }: Place): readonly DiffSection[] {
	const start = Math.max(0, row - ABOVE);
	const after = (rows: readonly DiffRow[]) => rows.slice(start);
	return sections.slice(section).map((one, index) => (index === 0 ? { ...one, rows: after(one.rows) } : one));
}
