import { compareLines, type LineEnding, parseLines, type TextLine } from "../../rules/changedLines.ts";
import { type EditRun, findEdits } from "../../rules/editScript.ts";

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
	/** What ends the line, if that differs between the lines of the diff: `\n` is not shown. */
	readonly ending?: LineEnding | undefined;
	/** Its other version is indented with other characters, which may look the same. */
	readonly revealsIndent?: boolean | undefined;
	/** The position of the text in its file is unknown: the numbers only identify lines and are not shown. */
	readonly unnumbered?: boolean | undefined;
	/** The grid row in the split layout, from 1. */
	readonly splitRow?: number | undefined;
}

/** Longer lines are not compared by words: what differs is marked as one part. */
const MAX_LINE_LENGTH = 1_000;
/** With more differing words, lines of nothing but short words would take too long. */
const MAX_WORD_EDITS = 100;
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
	const pair = withIndents(removed, added, oldText, newText);
	// The lines differ in their ending only.
	if (oldText === newText) return pair;
	if (Math.max(oldText.length, newText.length) > MAX_LINE_LENGTH) return markMiddle(pair, oldText, newText);
	const [oldWords, newWords] = [splitWords(oldText), splitWords(newText)];
	const runs = findEdits(oldWords, newWords, MAX_WORD_EDITS);
	if (runs === null) return pair;
	const oldParts = toLineParts(runs, oldWords, "removed");
	if (commonShare(oldParts, oldText, newText) < MIN_COMMON_SHARE) return pair;
	return [
		{ ...pair[0], parts: oldParts },
		{ ...pair[1], parts: toLineParts(runs, newWords, "added") },
	];
}

const INDENT = /^[^\S\r\n]*/;

/** More of the same indentation is easy to see; a tab for four spaces is not. */
function withIndents(removed: DiffRow, added: DiffRow, oldText: string, newText: string): LinePair {
	const [oldIndent = ""] = INDENT.exec(oldText) ?? [];
	const [newIndent = ""] = INDENT.exec(newText) ?? [];
	if (oldIndent.startsWith(newIndent) || newIndent.startsWith(oldIndent)) return [removed, added];
	return [
		{ ...removed, revealsIndent: true },
		{ ...added, revealsIndent: true },
	];
}

/** Marks all between the common start and the common end of two long lines. */
function markMiddle([removed, added]: LinePair, oldText: string, newText: string): LinePair {
	const shorter = Math.min(oldText.length, newText.length);
	let start = 0;
	while (start < shorter && oldText[start] === newText[start]) start++;
	let end = 0;
	while (end < shorter - start && oldText.at(-1 - end) === newText.at(-1 - end)) end++;
	if (start + end < MIN_COMMON_SHARE * shorter) return [removed, added];
	// Do not split a character of two units.
	if (/[\ud800-\udbff]/.test(oldText[start - 1] ?? "")) start--;
	if (end > 0 && /[\udc00-\udfff]/.test(oldText.at(-end) ?? "")) end--;
	const parts = (text: string) =>
		[
			{ text: text.slice(0, start), changed: false },
			{ text: text.slice(start, text.length - end), changed: true },
			{ text: text.slice(text.length - end), changed: false },
		].filter((part) => part.text !== "");
	return [
		{ ...removed, parts: parts(oldText) },
		{ ...added, parts: parts(newText) },
	];
}

export function rowText(row: DiffRow): string {
	return row.parts.map((part) => part.text).join("");
}

const CJK = "[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}]";
/** Words, runs of spaces, and single characters with all that belongs to them. */
const WORDS = new RegExp(
	`(?:(?!${CJK})[\\p{L}\\p{N}_]\\p{M}*)+|\\s+|\\S(?:\\p{M}|\\p{Emoji_Modifier}|\\u200d\\p{Extended_Pictographic})*`,
	"gu",
);

function splitWords(text: string): string[] {
	return text.match(WORDS) ?? [];
}

function commonShare(parts: readonly DiffPart[], oldText: string, newText: string): number {
	const length = parts.reduce((sum, { text, changed }) => (changed ? sum : sum + text.trim().length), 0);
	return length / Math.max(oldText.trim().length, newText.trim().length, 1);
}

/** The parts of one version of a line; `own` are the runs that only this version has. */
function toLineParts(
	runs: readonly EditRun[],
	words: readonly string[],
	own: "removed" | "added",
): readonly DiffPart[] {
	let at = 0;
	return runs.flatMap(({ type, count }) => {
		if (type !== "context" && type !== own) return [];
		at += count;
		return [{ text: words.slice(at - count, at).join(""), changed: type === own }];
	});
}

/** How the lines of a text end. */
type LineEndings = "LF" | "CRLF" | "CR" | "mixed";

interface DiffNotes {
	/** How the lines of either text end, if that has changed or is not `LF` in a new text. */
	readonly lineEndings?: { readonly old: LineEndings | undefined; readonly new: LineEndings } | undefined;
	/** A file without text came or went. */
	readonly isEmptyFile?: boolean | undefined;
	/** Which text alone has no newline at its end. */
	readonly noFinalNewline?: "old" | "new" | undefined;
}

export type Diff = DiffNotes &
	(
		| {
				/** `emptied`: no line is left, and the file may be. */
				readonly status: "new" | "deleted" | "emptied" | "changed" | "unchanged";
				readonly rows: readonly DiffRow[];
				readonly added: number;
				readonly removed: number;
		  }
		/** The comparison would take too long; the texts are shown one after the other. */
		| { readonly status: "too_large"; readonly oldLines: readonly TextLine[]; readonly newLines: readonly TextLine[] }
	);

/**
 * Compares two texts line by line, and changed lines word by word. Lines that end in different ways differ.
 *
 * @param oldText - Null for a new file.
 * @param newText - Null for a deleted file.
 * @param firstLine - The number of the first line, if the texts are a part of a file; null if it is unknown.
 * @param firstOldLine - The number of the first old line, if changes above have moved it.
 */
export function computeDiff(
	oldText: string | null,
	newText: string | null,
	firstLine: number | null = 1,
	firstOldLine = firstLine,
): Diff {
	const oldLines = parseLines(oldText ?? "");
	const newLines = parseLines(newText ?? "");
	const notes = diffNotes(oldLines, newLines, oldText === null || newText === null);
	const runs = compareLines(oldLines, newLines);
	if (runs === null) return { status: "too_large", oldLines, newLines, ...notes };
	const markedEndings = findMarkedEndings(oldLines, newLines);
	const rows = markChangedWords(
		numberRows(placeLines(runs, oldLines, newLines), markedEndings, firstOldLine, firstLine),
	);
	const added = countRows(rows, "added");
	const removed = countRows(rows, "removed");
	return { status: diffStatus(oldText, newText), rows, added, removed, ...notes };
}

function diffNotes(oldLines: readonly TextLine[], newLines: readonly TextLine[], isWholeFile: boolean): DiffNotes {
	if (oldLines.length === 0 && newLines.length === 0) return isWholeFile ? { isEmptyFile: true } : {};
	const [old, fresh] = [lineEndings(oldLines), lineEndings(newLines)];
	const [oldIsOpen, newIsOpen] = [oldLines, newLines].map((lines) => lines.at(-1)?.ending === "");
	return {
		lineEndings: fresh && fresh !== (old ?? "LF") ? { old, new: fresh } : undefined,
		noFinalNewline: oldIsOpen === newIsOpen ? undefined : oldIsOpen ? "old" : "new",
	};
}

const ENDING_NAMES = { "\n": "LF", "\r\n": "CRLF", "\r": "CR" } as const;

/** Undefined for a text without line ends. */
function lineEndings(lines: readonly TextLine[]): LineEndings | undefined {
	const endings = new Set(lines.flatMap(({ ending }) => (ending === "" ? [] : [ending])));
	const [only] = endings;
	return endings.size > 1 ? "mixed" : only && ENDING_NAMES[only];
}

interface PlacedLine extends TextLine {
	readonly type: DiffRow["type"];
}

function placeLines(
	runs: readonly EditRun[],
	oldLines: readonly TextLine[],
	newLines: readonly TextLine[],
): readonly PlacedLine[] {
	const next = { old: 0, new: 0 };
	return runs.flatMap(({ type, count }) => {
		const { old: oldStart, new: newStart } = next;
		if (type !== "added") next.old += count;
		if (type !== "removed") next.new += count;
		const lines = type === "removed" ? oldLines.slice(oldStart, next.old) : newLines.slice(newStart, next.new);
		return lines.map((line) => ({ ...line, type }));
	});
}

/** Which line ends are marked: all but `\n` if lines end in several ways, and the missing one if one text lacks it. */
function findMarkedEndings(oldLines: readonly TextLine[], newLines: readonly TextLine[]): ReadonlySet<LineEnding> {
	const endings = new Set([...oldLines, ...newLines].map(({ ending }) => ending));
	const bothOpen = oldLines.at(-1)?.ending === "" && newLines.at(-1)?.ending === "";
	if (bothOpen) endings.delete("");
	const isOpen = endings.delete("");
	const marked = endings.size > 1 ? [...endings].filter((ending) => ending !== "\n") : [];
	return new Set<LineEnding>(isOpen ? [...marked, ""] : marked);
}

function numberRows(
	lines: readonly PlacedLine[],
	markedEndings: ReadonlySet<LineEnding>,
	firstOldLine: number | null,
	firstLine: number | null,
): readonly DiffRow[] {
	let oldLine = firstOldLine ?? 1;
	let newLine = firstLine ?? 1;
	const unnumbered = firstLine === null || undefined;
	return lines.map(({ type, text, ending }) => ({
		type,
		oldLine: type === "added" ? undefined : oldLine++,
		newLine: type === "removed" ? undefined : newLine++,
		parts: [{ text, changed: false }],
		ending: markedEndings.has(ending) ? ending : undefined,
		unnumbered,
	}));
}

function countRows(rows: readonly DiffRow[], type: DiffRow["type"]): number {
	return rows.reduce((count, row) => (row.type === type ? count + 1 : count), 0);
}

function diffStatus(oldText: string | null, newText: string | null) {
	if (newText === null) return "deleted";
	if (oldText === null) return "new";
	if (oldText === newText) return "unchanged";
	return newText === "" ? "emptied" : "changed";
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
