import { type ArrayChange, diffArrays } from "diff";
import { MAX_EDITS } from "../../protocol/lines/countChangedLines.ts";
import { splitLines } from "../../protocol/lines/splitLines.ts";
import type { DiffRow } from "./diffRow.ts";
import { markChangedWords } from "./markWords.ts";

export type Diff =
	| {
			readonly status: "new" | "deleted" | "changed" | "unchanged";
			readonly rows: readonly DiffRow[];
			readonly added: number;
			readonly removed: number;
	  }
	/** Comparing would take too long for a screen; the texts are shown one after the other. */
	| { readonly status: "too_large"; readonly oldLines: readonly string[]; readonly newLines: readonly string[] };

interface LineChange {
	readonly type: DiffRow["type"];
	readonly lines: readonly string[];
}

const MAX_LINES = 40_000;

/**
 * Compares two texts line by line, and changed lines word by word.
 *
 * @param oldText - Null or empty for a new file.
 * @param newText - Empty for a deleted file.
 * @param firstLine - The number of the first line, when the texts are cut out of a file; null when nobody knows it.
 * @param firstOldLine - The same of the old text, where a change before this one moved it.
 */
export function computeDiff(
	oldText: string | null,
	newText: string,
	firstLine: number | null = 1,
	firstOldLine = firstLine,
): Diff {
	const oldLines = splitLines(oldText ?? "");
	const newLines = splitLines(newText);
	const changes = compareLines(oldLines, newLines);
	if (changes === undefined) return { status: "too_large", oldLines, newLines };
	const rows = markChangedWords(numberRows(changes, firstOldLine, firstLine));
	const added = countRows(rows, "added");
	const removed = countRows(rows, "removed");
	return { status: diffStatus(oldLines, newLines, added + removed), rows, added, removed };
}

function compareLines(oldLines: readonly string[], newLines: readonly string[]): LineChange[] | undefined {
	if (oldLines.length + newLines.length > MAX_LINES) return undefined;
	// One side is empty: nothing to search for.
	if (oldLines.length === 0) return [{ type: "added", lines: newLines }];
	if (newLines.length === 0) return [{ type: "removed", lines: oldLines }];
	return diffArrays([...oldLines], [...newLines], { maxEditLength: MAX_EDITS })?.map(toLineChange);
}

function toLineChange({ added, removed, value }: ArrayChange<string>): LineChange {
	return { type: added ? "added" : removed ? "removed" : "context", lines: value };
}

function numberRows(
	changes: readonly LineChange[],
	firstOldLine: number | null,
	firstLine: number | null,
): readonly DiffRow[] {
	let oldLine = firstOldLine ?? 1;
	let newLine = firstLine ?? 1;
	const unnumbered = firstLine === null || undefined;
	return changes.flatMap(({ type, lines }) =>
		lines.map((text) => ({
			type,
			oldLine: type === "added" ? undefined : oldLine++,
			newLine: type === "removed" ? undefined : newLine++,
			parts: [{ text, changed: false }],
			unnumbered,
		})),
	);
}

function countRows(rows: readonly DiffRow[], type: DiffRow["type"]): number {
	return rows.reduce((count, row) => (row.type === type ? count + 1 : count), 0);
}

function diffStatus(oldLines: readonly string[], newLines: readonly string[], changes: number) {
	if (changes === 0) return "unchanged";
	if (oldLines.length === 0) return "new";
	return newLines.length === 0 ? "deleted" : "changed";
}
