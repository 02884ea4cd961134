import type { DiffRow } from "./diffRow.ts";
import type { DiffSection } from "./foldRows.ts";
import { truncateSections } from "./limitSections.ts";
import { rowMatchesQuery } from "./rowHasWords.ts";

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
