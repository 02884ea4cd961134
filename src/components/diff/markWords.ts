import { type Change, diffWordsWithSpace } from "diff";
import type { DiffPart, DiffRow } from "./diffRow.ts";

const MAX_LINE_LENGTH = 1_000;
/** Below this share of common text two lines are not versions of one another, and marks would only be noise. */
const MIN_COMMON_SHARE = 0.3;

type LinePair = readonly [removed: DiffRow, added: DiffRow];

/** Marks what changed inside lines: the first removed line of a change is held against the first added one, and so on. */
export function markChangedWords(rows: readonly DiffRow[]): readonly DiffRow[] {
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
