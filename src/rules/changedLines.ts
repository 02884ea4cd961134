import { type EditRun, findEdits } from "./editScript.ts";

/** What ends a line: nothing at the end of a text without a final newline. */
export type LineEnding = "\n" | "\r\n" | "\r" | "";

export interface TextLine {
	readonly text: string;
	readonly ending: LineEnding;
}

const LINE = /([^\r\n]*)(\r\n|\n|\r|$)/y;

/** The lines of a text and what ends them. A newline at the end does not begin another line, and an empty text has no lines. */
export function parseLines(text: string): readonly TextLine[] {
	const lines: TextLine[] = [];
	const pattern = new RegExp(LINE);
	while (pattern.lastIndex < text.length) {
		const [, line = "", ending = ""] = pattern.exec(text) ?? [];
		lines.push({ text: line, ending: ending as LineEnding });
	}
	return lines;
}

/** The lines of a text as strings. */
export function splitLines(text: string): readonly string[] {
	return parseLines(text).map((line) => line.text);
}

/**
 * Numbers the lines of two texts so that equal lines have equal numbers. Lines that end in different ways differ, and so
 * do the last lines of two texts of which one has no newline at its end. If both have none, then it only separates
 * lines: "a" is a line of "a\nb".
 */
function numberLines(oldLines: readonly TextLine[], newLines: readonly TextLine[]): [old: number[], fresh: number[]] {
	const numbers = new Map<string, number>();
	const numberOf = ({ text, ending }: TextLine) => {
		const key = text + ending;
		const known = numbers.get(key);
		if (known !== undefined) return known;
		numbers.set(key, numbers.size);
		return numbers.size - 1;
	};
	const [oldLast, newLast] = [oldLines.at(-1), newLines.at(-1)];
	const needsEnding = oldLast?.ending === "" && newLast?.ending === "" && oldLast.text !== newLast.text;
	const withEnding = (lines: readonly TextLine[], others: readonly TextLine[]) => {
		const last = lines.at(-1);
		if (!needsEnding || !last) return lines;
		const ending = lines.at(-2)?.ending || others.at(-2)?.ending || "\n";
		return [...lines.slice(0, -1), { text: last.text, ending }];
	};
	return [withEnding(oldLines, newLines).map(numberOf), withEnding(newLines, oldLines).map(numberOf)];
}

/** With more changed lines than this, neither an exact count nor a diff view is worth its cost. */
const MAX_EDITS = 1_500;

/**
 * The fewest lines to remove and to add, in runs from the first line to the last. Null when the texts differ too much to
 * be compared quickly. A line that only ends in another way is removed and added.
 */
export function compareLines(oldLines: readonly TextLine[], newLines: readonly TextLine[]): readonly EditRun[] | null {
	// One side is empty: there is nothing to compare.
	if (oldLines.length === 0) return [{ type: "added", count: newLines.length }];
	if (newLines.length === 0) return [{ type: "removed", count: oldLines.length }];
	return findEdits(...numberLines(oldLines, newLines), MAX_EDITS);
}

export interface ChangedLines {
	readonly added: number;
	readonly removed: number;
}

/**
 * How many lines a change adds and removes, the same numbers that the diff view shows. Null when the texts differ too
 * much to be compared quickly.
 *
 * @example
 * countChangedLines("a\nb\n", "a\nc\nd\n"); // { added: 2, removed: 1 }
 */
export function countChangedLines(oldText: string, newText: string): ChangedLines | null {
	const runs = compareLines(parseLines(oldText), parseLines(newText));
	if (runs === null) return null;
	const count = (type: EditRun["type"]) => runs.reduce((sum, run) => (run.type === type ? sum + run.count : sum), 0);
	return { added: count("added"), removed: count("removed") };
}
