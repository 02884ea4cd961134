import { type OutputLine, TerminalRow } from "./TerminalRow.ts";
import { applyStyleParameters, PLAIN_STYLE, type TextStyle } from "./textStyle.ts";

/** Programs assume so many rows where they cannot ask; more, once they move farther. */
const DEFAULT_HEIGHT = 24;
/** No terminal is larger: who moves farther means its edge. */
const MAX_HEIGHT = 100;
const MAX_MOVED_COLUMNS = 300;
/** The right edge for those who mean it. */
const DEFAULT_WIDTH = 80;

/** Longer sequences and addresses are dropped. */
const MAX_SEQUENCE_LENGTH = 256;
const MAX_STRING_LENGTH = 4_096;

const TEXT = /\P{Cc}+/uy;
const CONTROL_SEQUENCE = /([<-?]?)([0-9:;]*)[<-?]*([ -/]*)([@-~])/y;
const UNFINISHED_SEQUENCE = /[0-?]*[ -/]*$/y;
const OTHER_ESCAPE = /[ -/]*[0-~]/y;
const UNFINISHED_ESCAPE = /[ -/]*$/y;
// A newline ends a string as well: one without an end must not hide all that follows.
// biome-ignore lint/suspicious/noControlCharactersInRegex: what ends a string are control characters
const STRING_END = /[\u0007\n\u0018\u001a\u001b\u009c]/g;
/** Strings for the terminal and not for people: device control, titles, links (OSC 8), clipboard, images. */
const STRING_STARTS: Readonly<Record<string, string>> = {
	"\u0090": "P",
	"\u0098": "X",
	"\u009d": "]",
	"\u009e": "^",
	"\u009f": "_",
};

/** What follows `ESC` to begin such a string. `k` is a title of GNU screen, which programs in tmux set, too. */
const ESCAPED_STRINGS = "]PX^_k";

/** What the set of line-drawing characters (DEC Special Graphics) has in place of `` ` `` to `~`. */
const LINE_DRAWING = "◆▒␉␌␍␊°±␤␋┘┐┌└┼⎺⎻─⎼⎽├┤┴┬│≤≥π≠£·";

interface SavedCursor {
	/** From the top of the page. */
	readonly row: number;
	readonly column: number;
	readonly style: TextStyle;
}

interface MainScreen {
	/** The row at which the alternate screen begins. */
	readonly start: number;
	readonly top: number;
	readonly height: number;
	readonly row: number;
	readonly column: number;
}

/**
 * What a terminal shows in the end, of output that comes in chunks of any size: programs move the cursor back and erase
 * to draw their progress. Rows that have left the page stay, as in a terminal's history. The page of a terminal is not
 * known: it has 24 rows until a program moves farther, and its lines are not wrapped.
 *
 * Work and memory are bounded by the length of the output, whatever numbers its sequences have.
 *
 * @see https://invisible-island.net/xterm/ctlseqs/ctlseqs.html
 */
export class TerminalScreen {
	/** A row without text may be undefined, so that moving far costs little. */
	#rows: (TerminalRow | undefined)[] = [];
	#row = 0;
	#column = 0;
	#style: TextStyle = PLAIN_STYLE;
	/** By what they consist of: equal styles are the same object, so that text in them is one span. */
	readonly #styles = new Map<string, TextStyle>();
	/** In characters, up to what is being read. */
	#received = 0;
	/** The first row of the page. */
	#top = 0;
	#height = DEFAULT_HEIGHT;
	/** The rows that scroll, from the top of the page; undefined for all. */
	#region: { readonly top: number; readonly bottom: number } | undefined;
	#saved: SavedCursor = { row: 0, column: 0, style: PLAIN_STYLE };
	/** While the alternate screen is shown, which is below the main one. */
	#main: MainScreen | undefined;
	#lastCharacter = "";
	/** Whether each of the two character sets is the one for line drawing. */
	#drawsLines: [boolean, boolean] = [false, false];
	/** The character set in use. */
	#characterSet: 0 | 1 = 0;
	/** The beginning of a sequence whose rest is still to come. */
	#pending = "";
	/** The string that is being received: its kind and its text. */
	#string: { readonly kind: string; text: string } | undefined;

	readonly #controls: Readonly<Record<string, () => void>> = {
		"\n": () => this.#nextLine(),
		"\r": () => this.#moveTo(this.#row, 0),
		"\b": () => this.#moveTo(this.#row, this.#column - 1),
		"\t": () => this.#tab(),
		"\v": () => this.#lineFeed(),
		"\f": () => this.#lineFeed(),
		// Shift out and shift in.
		"\u000e": () => this.#useCharacterSet(1),
		"\u000f": () => this.#useCharacterSet(0),
		"\u0084": () => this.#lineFeed(),
		"\u0085": () => this.#nextLine(),
		"\u008d": () => this.#reverseLineFeed(),
	};

	readonly #escapes: Readonly<Record<string, () => void>> = {
		"7": () => this.#save(),
		"8": () => this.#restore(),
		D: () => this.#lineFeed(),
		E: () => this.#nextLine(),
		M: () => this.#reverseLineFeed(),
		c: () => this.#reset(),
		"(0": () => this.#setCharacterSet(0, true),
		"(A": () => this.#setCharacterSet(0, false),
		"(B": () => this.#setCharacterSet(0, false),
		")0": () => this.#setCharacterSet(1, true),
		")A": () => this.#setCharacterSet(1, false),
		")B": () => this.#setCharacterSet(1, false),
	};

	/** By their last character. `count` is the first parameter, but at least 1. */
	readonly #commands: Readonly<Record<string, (count: number, second: number, first: number) => void>> = {
		A: (count) => this.#moveUp(count, this.#column),
		B: (count) => this.#moveDown(count, this.#column),
		C: (count) => this.#moveRight(count),
		D: (count) => this.#moveTo(this.#row, this.#column - count),
		E: (count) => this.#moveDown(count, 0),
		F: (count) => this.#moveUp(count, 0),
		G: (column) => this.#moveTo(this.#row, column - 1),
		H: (row, column) => this.#moveToPlace(row, Math.max(1, column) - 1),
		I: (count) => this.#moveToTabStop(Math.floor(this.#column / 8) + Math.min(count, MAX_MOVED_COLUMNS)),
		J: (_count, _second, mode) => this.#eraseInPage(mode),
		K: (_count, _second, mode) => this.#eraseInLine(mode),
		L: (count) => this.#insertRows(this.#row, count),
		M: (count) => this.#deleteRows(this.#row, count),
		P: (count) => this.#current.deleteColumns(this.#column, count),
		S: (count) => this.#scrollUp(count),
		T: (count) => this.#insertRows(this.#regionTop, count),
		X: (count) => this.#current.erase(this.#column, this.#column + count),
		Z: (count) => this.#moveToTabStop(Math.ceil(this.#column / 8) - count),
		"@": (count) => this.#current.insertSpaces(this.#column, Math.min(count, MAX_MOVED_COLUMNS)),
		"`": (column) => this.#moveTo(this.#row, column - 1),
		a: (count) => this.#moveRight(count),
		b: (count) => this.#repeat(Math.min(count, MAX_MOVED_COLUMNS)),
		d: (row) => this.#moveToPlace(row, this.#column),
		e: (count) => this.#moveDown(count, this.#column),
		f: (row, column) => this.#moveToPlace(row, Math.max(1, column) - 1),
		r: (top, bottom) => this.#setRegion(top, bottom),
		s: () => this.#save(),
		u: () => this.#restore(),
	};

	/** The number of rows up to the last one with text. */
	get lineCount(): number {
		let count = this.#rows.length;
		while (count > 0 && isBlank(this.#rows[count - 1])) count--;
		return count;
	}

	/** Lines by index. A line that has not changed is the same object. */
	lines(from: number, to: number): readonly OutputLine[] {
		return this.#rows.slice(from, to).map((row) => row?.line ?? EMPTY_LINE);
	}

	/**
	 * Drops the first lines whose text came before a position of the output.
	 *
	 * @param position - In characters from the start.
	 */
	dropBefore(position: number): void {
		const end = Math.min(this.#main?.start ?? this.#top, this.#top, this.#rows.length);
		let count = 0;
		while (count < end && (this.#rows[count]?.writtenAt ?? 0) < position) count++;
		this.#rows.splice(0, count);
		this.#row -= count;
		this.#top -= count;
		if (this.#main) {
			const { start, top, row } = this.#main;
			this.#main = {
				...this.#main,
				start: start - count,
				top: Math.max(0, top - count),
				row: Math.max(0, row - count),
			};
		}
	}

	write(chunk: string): void {
		const input = this.#pending + chunk;
		this.#received -= this.#pending.length;
		this.#pending = "";
		let at = 0;
		while (at < input.length) {
			const next = this.#string ? this.#readString(input, at) : this.#read(input, at);
			if (next === undefined) {
				this.#pending = input.slice(at);
				this.#received += this.#pending.length;
				return;
			}
			this.#received += next - at;
			at = next;
		}
	}

	/** Reads a run of text or one sequence. Returns where the next one begins; undefined if the end is still to come. */
	#read(input: string, at: number): number | undefined {
		TEXT.lastIndex = at;
		const [text] = TEXT.exec(input) ?? [];
		if (text !== undefined) return this.#readText(text, at, input.length);
		const control = input[at] ?? "";
		if (control === "\u001b") return this.#readEscape(input, at);
		if (control === "\u009b") return this.#readControlSequence(input, at + 1);
		const kind = STRING_STARTS[control];
		if (kind !== undefined) this.#string = { kind, text: "" };
		else {
			this.#unwrap();
			this.#controls[control]?.();
		}
		return at + 1;
	}

	#readText(text: string, at: number, end: number): number | undefined {
		// The second half of a character may still come.
		const isHalf = at + text.length === end && /[\ud800-\udbff]$/.test(text);
		if (isHalf && text.length === 1) return undefined;
		const whole = isHalf ? text.slice(0, -1) : text;
		this.#print(whole);
		return at + whole.length;
	}

	#print(written: string): void {
		const text = this.#drawsLines[this.#characterSet] ? drawLines(written) : written;
		this.#column = this.#current.write(this.#column, text, this.#style);
		this.#lastCharacter = /.$/u.exec(text.slice(-2))?.[0] ?? "";
	}

	#readEscape(input: string, at: number): number | undefined {
		const kind = input[at + 1];
		if (kind === undefined) return undefined;
		if (kind === "[") return this.#readControlSequence(input, at + 2);
		if (ESCAPED_STRINGS.includes(kind)) {
			this.#string = { kind, text: "" };
			return at + 2;
		}
		OTHER_ESCAPE.lastIndex = at + 1;
		const [sequence] = OTHER_ESCAPE.exec(input) ?? [];
		if (sequence !== undefined && sequence.length <= MAX_SEQUENCE_LENGTH) {
			this.#unwrap();
			this.#escapes[sequence]?.();
			return at + 1 + sequence.length;
		}
		return isUnfinished(input, at + 1, UNFINISHED_ESCAPE) ? undefined : at + 1;
	}

	/** @param at - After what introduces the sequence. */
	#readControlSequence(input: string, at: number): number | undefined {
		CONTROL_SEQUENCE.lastIndex = at;
		const match = CONTROL_SEQUENCE.exec(input);
		if (match && match[0].length <= MAX_SEQUENCE_LENGTH) {
			const [sequence, prefix = "", parameters = "", intermediates = "", command = ""] = match;
			if (intermediates === "") this.#command(command, prefix, parameters);
			return at + sequence.length;
		}
		if (isUnfinished(input, at, UNFINISHED_SEQUENCE)) return undefined;
		// Something else came in the middle of it, or it is too long.
		const [dropped = ""] = /^[0-?]*[ -/]*/.exec(input.slice(at, at + MAX_SEQUENCE_LENGTH)) ?? [];
		return at + dropped.length;
	}

	#readString(input: string, at: number): number | undefined {
		const string = this.#string;
		STRING_END.lastIndex = at;
		const end = STRING_END.exec(input)?.index ?? input.length;
		// A backslash that ends the string may still come.
		if (input[end] === "\u001b" && end + 1 === input.length) {
			this.#extendString(input.slice(at, end));
			return end === at ? undefined : end;
		}
		this.#extendString(input.slice(at, end));
		if (end === input.length) return end;
		this.#string = undefined;
		const isTerminated = input[end] === "\u0007" || input[end] === "\u009c" || input.startsWith("\u001b\\", end);
		if (!isTerminated) return end;
		if (string?.kind === "]") this.#setLink(string.text);
		return end + (input[end] === "\u001b" ? 2 : 1);
	}

	#extendString(text: string): void {
		if (this.#string) this.#string.text = (this.#string.text + text).slice(0, MAX_STRING_LENGTH);
	}

	/** `8;parameters;address` begins a link, without an address it ends. */
	#setLink(text: string): void {
		const [, address] = /^8;[^;]*;(.*)$/s.exec(text) ?? [];
		if (address === undefined) return;
		const isSafe = /^https?:\/\//i.test(address) && address.length < MAX_STRING_LENGTH - 100;
		this.#setStyle({ ...this.#style, link: isSafe ? address : undefined });
	}

	#setStyle(style: TextStyle): void {
		const key = JSON.stringify([style.color, style.background, style.decorations, style.link]);
		const known = this.#styles.get(key) ?? style;
		this.#styles.set(key, known);
		this.#style = known;
	}

	/** The row of the cursor, to be changed. */
	get #current(): TerminalRow {
		while (this.#rows.length <= this.#row) this.#rows.push(undefined);
		const row = this.#rows[this.#row] ?? new TerminalRow();
		this.#rows[this.#row] = row;
		row.writtenAt = this.#received;
		return row;
	}

	get #bottom(): number {
		return this.#top + this.#height - 1;
	}

	get #regionTop(): number {
		return this.#top + (this.#region?.top ?? 0);
	}

	get #regionBottom(): number {
		return this.#region ? this.#top + this.#region.bottom : this.#bottom;
	}

	#command(command: string, prefix: string, parameters: string): void {
		if (prefix === "?" && (command === "h" || command === "l")) {
			this.#setModes(parameters, command === "h");
			return;
		}
		if (prefix !== "" && !(prefix === "?" && "JK".includes(command))) return;
		if (command === "m") {
			this.#setStyle(applyStyleParameters(this.#style, parameters));
			return;
		}
		this.#unwrap();
		const [first = 0, second = 0] = parameters.split(";").map((parameter) => Number.parseInt(parameter, 10) || 0);
		this.#commands[command]?.(Math.max(1, first), second, first);
	}

	/** At the end of a line a tab is a part of it, so that it can be copied. */
	#tab(): void {
		if (this.#column >= this.#current.width) this.#column = this.#current.write(this.#column, "\t", this.#style);
		else this.#moveToTabStop(Math.floor(this.#column / 8) + 1);
	}

	#nextLine(): void {
		this.#column = 0;
		this.#lineFeed();
	}

	#repeat(count: number): void {
		if (this.#lastCharacter !== "") this.#print(this.#lastCharacter.repeat(count));
	}

	#setCharacterSet(index: 0 | 1, drawsLines: boolean): void {
		this.#drawsLines[index] = drawsLines;
	}

	#useCharacterSet(index: 0 | 1): void {
		this.#characterSet = index;
	}

	#moveRight(count: number): void {
		this.#moveTo(this.#row, this.#column + (count > MAX_MOVED_COLUMNS ? Number.POSITIVE_INFINITY : count));
	}

	#moveToTabStop(index: number): void {
		this.#moveTo(this.#row, index * 8);
	}

	/** Of a long line, only the last part can be moved in: a terminal would have wrapped it. */
	#unwrap(): void {
		const frozen = this.#rows[this.#row]?.freeze() ?? 0;
		this.#column = Math.max(0, this.#column - frozen);
	}

	#moveTo(row: number, column: number): void {
		this.#row = Math.min(Math.max(row, this.#top), this.#bottom);
		const current = this.#rows[this.#row];
		current?.freeze();
		const width = current?.width ?? 0;
		const isFar = column > Math.max(width, MAX_MOVED_COLUMNS + DEFAULT_WIDTH);
		this.#column = isFar ? Math.max(DEFAULT_WIDTH, width) - 1 : Math.max(0, column);
	}

	#moveUp(count: number, column: number): void {
		const target = this.#row - count;
		// A program that knows its terminal never moves above it, so its page is taller than ours.
		if (target < this.#top && count <= MAX_HEIGHT && !this.#region) {
			const bottom = this.#bottom;
			this.#top = Math.max(this.#main?.start ?? 0, target, bottom - MAX_HEIGHT + 1);
			this.#height = bottom - this.#top + 1;
		}
		this.#moveTo(this.#row >= this.#regionTop ? Math.max(target, this.#regionTop) : target, column);
	}

	#moveDown(count: number, column: number): void {
		const target = this.#row + count;
		this.#moveTo(this.#row <= this.#regionBottom ? Math.min(target, this.#regionBottom) : target, column);
	}

	/** @param row - From 1, on the page. */
	#moveToPlace(row: number, column: number): void {
		if (row > this.#height && row <= MAX_HEIGHT) this.#growTo(row);
		this.#moveTo(this.#top + row - 1, column);
	}

	/** Makes the page taller. Its last row stays the last if there are rows above the page. */
	#growTo(height: number): void {
		const bottom = this.#bottom;
		this.#height = Math.min(height, MAX_HEIGHT);
		this.#top = Math.max(this.#main?.start ?? 0, Math.min(this.#top, bottom - this.#height + 1));
	}

	#lineFeed(): void {
		if (this.#row === this.#regionBottom) this.#scrollUp(1);
		else if (this.#row < this.#bottom) this.#row += 1;
	}

	#reverseLineFeed(): void {
		if (this.#row === this.#regionTop) this.#insertRows(this.#row, 1);
		else this.#moveTo(this.#row - 1, this.#column);
	}

	/** Rows that leave the page at its top stay above it, except for those of the alternate screen. */
	#scrollUp(count: number): void {
		if (this.#main || this.#regionTop > this.#top) {
			this.#deleteRows(this.#regionTop, count);
			return;
		}
		const rows = Math.min(count, this.#height);
		const end = this.#regionBottom + 1;
		if (this.#rows.length > end) this.#rows.splice(end, 0, ...blankRows(rows));
		this.#top += rows;
		this.#row += rows;
	}

	#insertRows(at: number, count: number): void {
		if (at < this.#regionTop || at > this.#regionBottom || at >= this.#rows.length) return;
		const rows = Math.min(count, this.#regionBottom - at + 1);
		const end = this.#regionBottom + 1 - rows;
		if (this.#rows.length > end) this.#rows.splice(end, rows);
		this.#rows.splice(at, 0, ...blankRows(rows));
	}

	#deleteRows(at: number, count: number): void {
		if (at < this.#regionTop || at > this.#regionBottom || at >= this.#rows.length) return;
		const rows = Math.min(count, this.#regionBottom - at + 1);
		if (this.#rows.length > this.#regionBottom + 1) this.#rows.splice(this.#regionBottom + 1, 0, ...blankRows(rows));
		this.#rows.splice(at, rows);
	}

	#eraseInLine(mode: number): void {
		if (mode === 0) this.#current.erase(this.#column, Number.POSITIVE_INFINITY);
		if (mode === 1) this.#current.erase(0, this.#column + 1);
		if (mode === 2) this.#current.clear();
	}

	#eraseInPage(mode: number): void {
		if (mode === 3) this.#eraseHistory();
		if (mode === 2) {
			this.#rows.length = Math.min(this.#rows.length, this.#top);
			return;
		}
		this.#eraseInLine(mode);
		if (mode === 0) this.#rows.length = Math.min(this.#rows.length, this.#row + 1);
		if (mode === 1) this.#rows.fill(undefined, this.#top, this.#row);
	}

	#eraseHistory(): void {
		if (this.#main) return;
		this.#rows.splice(0, this.#top);
		this.#row -= this.#top;
		this.#top = 0;
	}

	#setRegion(top: number, bottom: number): void {
		if (bottom > this.#height && bottom <= MAX_HEIGHT) this.#growTo(bottom);
		const last = bottom === 0 || bottom > this.#height ? this.#height : bottom;
		this.#region = top < last && (top > 1 || last < this.#height) ? { top: top - 1, bottom: last - 1 } : undefined;
		this.#moveTo(this.#top, 0);
	}

	#save(): void {
		this.#saved = { row: this.#row - this.#top, column: this.#column, style: this.#style };
	}

	#restore(): void {
		this.#style = this.#saved.style;
		this.#moveTo(this.#top + this.#saved.row, this.#saved.column);
	}

	#setModes(parameters: string, isSet: boolean): void {
		for (const mode of parameters.split(";")) {
			const isAlternate = mode === "47" || mode === "1047" || mode === "1049";
			if (isAlternate && isSet) this.#openAlternate();
			if (isAlternate && !isSet) this.#closeAlternate();
			if (mode === "1048" && isSet) this.#save();
			if (mode === "1048" && !isSet) this.#restore();
		}
	}

	#openAlternate(): void {
		if (this.#main) return;
		const start = this.#rows.length;
		this.#main = { start, top: this.#top, height: this.#height, row: this.#row, column: this.#column };
		this.#top = this.#row = start;
		this.#column = 0;
		this.#region = undefined;
	}

	#closeAlternate(): void {
		if (!this.#main) return;
		const { start, top, height, row, column } = this.#main;
		this.#main = undefined;
		this.#rows.length = start;
		this.#top = top;
		this.#height = height;
		this.#row = row;
		this.#column = column;
		this.#region = undefined;
	}

	#reset(): void {
		this.#rows = [];
		this.#row = this.#column = this.#top = 0;
		this.#height = DEFAULT_HEIGHT;
		this.#style = PLAIN_STYLE;
		this.#region = this.#main = undefined;
		this.#saved = { row: 0, column: 0, style: PLAIN_STYLE };
		this.#drawsLines = [false, false];
		this.#characterSet = 0;
	}
}

function drawLines(text: string): string {
	return text.replace(/[`-~]/g, (character) => LINE_DRAWING[character.charCodeAt(0) - 0x60] ?? character);
}

const EMPTY_LINE: OutputLine = { text: "", spans: [] };

function isBlank(row: TerminalRow | undefined): boolean {
	return row === undefined || row.line.text.trim() === "";
}

function blankRows(count: number): undefined[] {
	return new Array(count).fill(undefined);
}

/** Whether a sequence goes on after the end of the input. */
function isUnfinished(input: string, at: number, pattern: RegExp): boolean {
	if (input.length - at > MAX_SEQUENCE_LENGTH) return false;
	pattern.lastIndex = at;
	return pattern.test(input);
}
