import { revealDirectionOverrides } from "../primitives/displayText.ts";
import { type AnsiColor, PLAIN_STYLE, type TextStyle } from "./textStyle.ts";

/** A span of output in one style. */
export interface OutputSpan {
	readonly text: string;
	readonly color: AnsiColor | undefined;
	readonly background: AnsiColor | undefined;
	/** `bold`, `dim`, `italic`, `underline`, `strikethrough`, … as one string, or undefined. */
	readonly decoration: string | undefined;
	readonly link: string | undefined;
}

/** A line of output as it is in the end. */
export interface OutputLine {
	readonly text: string;
	readonly spans: readonly OutputSpan[];
}

const WIDE =
	/[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;
const ZERO_WIDTH = /[\p{Mn}\p{Me}\p{Cf}\u1160-\u11ff]/u;

/** How many columns of a terminal a character takes. */
function characterWidth(character: string): 0 | 1 | 2 {
	if (character <= "\u02ff") return character === "\u00ad" ? 0 : 1;
	if (ZERO_WIDTH.test(character)) return 0;
	return WIDE.test(character) ? 2 : 1;
}

const TAB_COLUMNS = 8;

function columnsToTabStop(column: number): number {
	return TAB_COLUMNS - (column % TAB_COLUMNS);
}

interface Segment {
	text: string;
	readonly style: TextStyle;
}

/** A character with all that is drawn over it. Null stands for the further columns of one that takes several. */
type Cell = { readonly text: string; readonly style: TextStyle } | null;

const SPACE: Cell = { text: " ", style: PLAIN_STYLE };

/** In a longer line, programs move through the last part only: a terminal would have wrapped it. */
const MAX_COLUMNS = 1_000;

/**
 * A row of a terminal. Most are only appended to and consist of segments in one style; one that is written over consists
 * of cells.
 */
export class TerminalRow {
	/** What can no longer change. */
	#frozen: Segment[] = [];
	#segments: Segment[] = [];
	#width = 0;
	#cells: Cell[] | undefined;
	#line: OutputLine | undefined;

	/** How much output had been received when the row was last written to. */
	writtenAt = 0;

	/** In columns, without what is frozen. */
	get width(): number {
		return this.#cells?.length ?? this.#width;
	}

	/** Writes at a column: over what is there, or after the end. The text has no control character but a tab at the end. */
	write(column: number, text: string, style: TextStyle): number {
		this.#line = undefined;
		if (column > this.width) this.#append(" ".repeat(column - this.width), column - this.width, PLAIN_STYLE);
		if (column === this.width && !this.#cells) {
			const columns = textWidth(text, column);
			this.#append(text, columns, style);
			return column + columns;
		}
		let at = column;
		for (const character of text) at = this.#put(at, character, style);
		return at;
	}

	#append(text: string, columns: number, style: TextStyle): void {
		if (this.#cells) {
			for (const character of text) this.#put(this.width, character, style);
			return;
		}
		const last = this.#segments.at(-1);
		if (last?.style === style) last.text += text;
		else this.#segments.push({ text, style });
		this.#width += columns;
	}

	#put(column: number, character: string, style: TextStyle): number {
		const cells = this.#toCells();
		const columns = widthAt(character, column);
		if (columns === 0) {
			const owner = findOwner(cells, Math.min(column, cells.length) - 1);
			const cell = cells[owner];
			if (cell) cells[owner] = { ...cell, text: cell.text + character };
			return column;
		}
		this.#blank(column, Math.min(column + columns, cells.length));
		cells[column] = { text: character, style };
		for (let index = 1; index < columns; index++) cells[column + index] = null;
		return column + columns;
	}

	/** Replaces columns by spaces, and with them the rest of what takes several columns. */
	#blank(from: number, to: number): void {
		const cells = this.#toCells();
		let [start, end] = [from, to];
		if (cells[start] === null) start = findOwner(cells, start);
		while (end < cells.length && cells[end] === null) end++;
		cells.fill(SPACE, start, end);
	}

	/** Erases columns; what is after the end stays after it. */
	erase(from: number, to: number): void {
		if (from >= this.width) return;
		if (from === 0 && to >= this.width) {
			this.clear();
			return;
		}
		this.#line = undefined;
		const cells = this.#toCells();
		this.#blank(from, Math.min(to, cells.length));
		if (to >= cells.length) cells.length = from;
	}

	clear(): void {
		this.#line = undefined;
		this.#segments = [];
		this.#width = 0;
		this.#cells = undefined;
	}

	insertSpaces(column: number, count: number): void {
		const { width } = this;
		if (column >= width) return;
		this.#line = undefined;
		const cells = this.#toCells();
		expandTabs(cells);
		if (cells[column] === null) this.#blank(column, column + 1);
		cells.splice(column, 0, ...Array.from({ length: count }, () => SPACE));
		cells.length = Math.min(cells.length, Math.max(width, MAX_COLUMNS));
	}

	deleteColumns(column: number, count: number): void {
		if (column >= this.width) return;
		this.#line = undefined;
		const cells = this.#toCells();
		expandTabs(cells);
		const end = Math.min(column + count, cells.length);
		this.#blank(column, end);
		cells.splice(column, end - column);
	}

	/** Freezes all but the last columns of a long row. Returns how many columns that were. */
	freeze(): number {
		if (this.width <= MAX_COLUMNS) return 0;
		const frozen = Math.floor((this.width - 1) / MAX_COLUMNS) * MAX_COLUMNS;
		const [before, after, columns] = splitSegments(this.#cells ? joinCells(this.#cells) : this.#segments, frozen);
		for (const segment of before) this.#frozen.push(segment);
		this.#width = this.width - columns;
		this.#segments = after;
		this.#cells = undefined;
		return columns;
	}

	get line(): OutputLine {
		this.#line ??= toLine([...this.#frozen, ...(this.#cells ? joinCells(this.#cells) : this.#segments)]);
		return this.#line;
	}

	#toCells(): Cell[] {
		if (this.#cells) return this.#cells;
		const cells: Cell[] = [];
		this.#cells = cells;
		for (const { text, style } of this.#segments) {
			for (const character of text) this.#put(cells.length, character, style);
		}
		this.#segments = [];
		return cells;
	}
}

/** A tab reaches to the next stop, and a mark without a letter before it takes a column of its own. */
function widthAt(character: string, column: number): number {
	if (character === "\t") return columnsToTabStop(column);
	return characterWidth(character) || (column === 0 ? 1 : 0);
}

const PRINTABLE_ASCII = /^[ -~]*$/;

function textWidth(text: string, column: number): number {
	if (PRINTABLE_ASCII.test(text)) return text.length;
	let at = column;
	for (const character of text) at += widthAt(character, at);
	return at - column;
}

/** The column at which the character begins that takes a column. */
function findOwner(cells: readonly Cell[], column: number): number {
	let at = column;
	while (at > 0 && cells[at] === null) at--;
	return at;
}

/** A tab that moved would reach to another stop. */
function expandTabs(cells: Cell[]): void {
	for (let column = 0; column < cells.length; column++) {
		if (cells[column]?.text !== "\t") continue;
		cells[column] = SPACE;
		while (cells[column + 1] === null) cells[++column] = SPACE;
	}
}

function joinCells(cells: readonly Cell[]): Segment[] {
	const segments: Segment[] = [];
	for (const cell of cells) {
		if (cell === null) continue;
		const last = segments.at(-1);
		if (last?.style === cell.style) last.text += cell.text;
		else segments.push({ text: cell.text, style: cell.style });
	}
	return segments;
}

/** Splits segments after at least so many columns, where a character ends. */
function splitSegments(segments: readonly Segment[], columns: number): [Segment[], Segment[], columns: number] {
	const before: Segment[] = [];
	let column = 0;
	for (const [index, { text, style }] of segments.entries()) {
		let at = 0;
		while (at < text.length) {
			const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
			const next = widthAt(character, column);
			if (column >= columns && next > 0) {
				if (at > 0) before.push({ text: text.slice(0, at), style });
				return [before, [{ text: text.slice(at), style }, ...segments.slice(index + 1)], column];
			}
			column += next;
			at += character.length;
		}
		before.push({ text, style });
	}
	return [before, [], column];
}

function toLine(segments: readonly Segment[]): OutputLine {
	const spans = segments.map(toSpan);
	return { text: spans.map((span) => span.text).join(""), spans };
}

function toSpan({ text, style }: Segment): OutputSpan {
	const isReverse = style.decorations.includes("reverse");
	return {
		text: revealDirectionOverrides(text),
		color: isReverse ? style.background : style.color,
		background: isReverse ? style.color : style.background,
		decoration: style.decorations.length > 0 ? style.decorations.join(" ") : undefined,
		link: style.link,
	};
}
