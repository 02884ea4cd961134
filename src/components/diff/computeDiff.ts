import { type ArrayChange, type Change, diffArrays, diffWordsWithSpace } from "diff";
import { MAX_EDITS, splitLines } from "../../rules/changedLines.ts";

/** A part of a line; `changed` if the other version of the line does not have it. */
export interface DiffPart {
	readonly text: string;
	readonly changed: boolean;
}

export interface DiffRow {
	readonly type: "context" | "removed" | "added";
	/** Undefined if the line is not in that text. */
	readonly oldLine: number | undefined;
	readonly newLine: number | undefined;
	readonly parts: readonly DiffPart[];
	/** The position of the text in its file is unknown: the numbers only identify lines and are not shown. */
	readonly unnumbered?: boolean | undefined;
	/** The grid row in the split layout, from 1. */
	readonly splitRow?: number | undefined;
}

const MAX_LINE_LENGTH = 1_000;
/** With less common text, two lines are not versions of each other and marks would be noise. */
const MIN_COMMON_SHARE = 0.3;

type LinePair = readonly [removed: DiffRow, added: DiffRow];

/** Marks changed words: compares the first removed line of a change with the first added one, and so on. */
function markChangedWords(rows: readonly DiffRow[]): readonly DiffRow[] {
	const marked = [...rows];
	for (let index = 0; index < rows.length; index++) {
		if (rows[index]?.type !== "removed") continue;
		const removed = runLength(rows, index, "removed");
		const added = runLength(rows, index + removed, "added");
		for (let nth = 0; nth < Math.min(removed, added); nth++) markPair(marked, index + nth, index + removed + nth);
		index += removed + added - 1;
	}
	return marked;
}

function runLength(rows: readonly DiffRow[], start: number, type: DiffRow["type"]): number {
	let end = start;
	while (rows[end]?.type === type) end++;
	return end - start;
}

function markPair(rows: DiffRow[], removedIndex: number, addedIndex: number): void {
	const removed = rows[removedIndex];
	const added = rows[addedIndex];
	if (!removed || !added) return;
	[rows[removedIndex], rows[addedIndex]] = compareWords([removed, added]);
}

function compareWords([removed, added]: LinePair): LinePair {
	const oldText = rowText(removed);
	const newText = rowText(added);
	if (Math.max(oldText.length, newText.length) > MAX_LINE_LENGTH) return [removed, added];
	const changes = diffWordsWithSpace(oldText, newText);
	if (commonShare(changes, oldText, newText) < MIN_COMMON_SHARE) return [removed, added];
	return [
		{ ...removed, parts: toLineParts(changes.filter((change) => !change.added)) },
		{ ...added, parts: toLineParts(changes.filter((change) => !change.removed)) },
	];
}

function rowText(row: DiffRow): string {
	return row.parts.map((part) => part.text).join("");
}

function commonShare(changes: readonly Change[], oldText: string, newText: string): number {
	const common = changes.filter((change) => !change.added && !change.removed);
	const length = common.reduce((sum, change) => sum + change.value.trim().length, 0);
	return length / Math.max(oldText.trim().length, newText.trim().length, 1);
}

function toLineParts(changes: readonly Change[]): readonly DiffPart[] {
	return changes.map(({ value, added, removed }) => ({ text: value, changed: added || removed }));
}

export type Diff =
	| {
			readonly status: "new" | "deleted" | "changed" | "unchanged";
			readonly rows: readonly DiffRow[];
			readonly added: number;
			readonly removed: number;
	  }
	/** The comparison would take too long; the texts are shown one after the other. */
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
 * @param firstLine - The number of the first line, if the texts are a part of a file; null if it is unknown.
 * @param firstOldLine - The number of the first old line, if changes above have moved it.
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
	// One side is empty: there is nothing to compare.
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

/**
 * Assigns grid rows for the split layout: the first removed line of a change is beside the first added one, and so
 * on, as their words are compared. Unchanged lines take a row on both sides.
 */
export function assignSplitRows(rows: readonly DiffRow[]): readonly DiffRow[] {
	const next = { old: 1, new: 1 };
	return rows.map((row) => {
		if (row.type === "removed") return { ...row, splitRow: next.old++ };
		if (row.type === "added") return { ...row, splitRow: next.new++ };
		const splitRow = Math.max(next.old, next.new);
		next.old = next.new = splitRow + 1;
		return { ...row, splitRow };
	});
}
