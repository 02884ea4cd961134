import type { LineEnding, TextLine } from "../../rules/changedLines.ts";
import { codeText, EMOJI, INVISIBLE, isPlainAscii } from "../primitives/hiddenText.ts";
import { type DiffPart, type DiffRow, rowText } from "./computeDiff.ts";

/** A piece of a line. `stands` is the text that a mark is shown for. */
export interface VisiblePiece {
	readonly text: string;
	readonly stands?: string | undefined;
}

export interface VisiblePart {
	readonly pieces: readonly VisiblePiece[];
	readonly changed: boolean;
}

const HIDDEN = `(?!\\t)[${INVISIBLE}]`;
/** Characters of zero width, control characters and the like. */
const HIDDEN_ONLY = new RegExp(`(${EMOJI})|${HIDDEN}`, "gu");
const OTHER_SPACE = "(?! )\\p{Zs}";
/** A letter with the marks that can be seen, the letters that a Korean syllable consists of, or any other character. */
const LETTERS = `[\\u1100-\\u11ff]+|[^\\s\\p{M}](?:(?!${HIDDEN})\\p{M})*`;
/** Also what looks like another: spaces, and letters in another normal form. */
const HIDDEN_OR_ALIKE = new RegExp(`(${EMOJI})|${HIDDEN}|${OTHER_SPACE}|${LETTERS}`, "gu");

function splitHidden(text: string, pattern: RegExp): readonly VisiblePiece[] {
	if (isPlainAscii(text)) return text === "" ? [] : [{ text }];
	const pieces: VisiblePiece[] = [];
	let from = 0;
	for (const match of text.matchAll(pattern)) {
		const [found, emoji] = match;
		const shown = emoji === undefined ? revealed(found) : undefined;
		if (shown === undefined) continue;
		if (match.index > from) pieces.push({ text: text.slice(from, match.index) });
		pieces.push({ text: shown, stands: found });
		from = match.index + found.length;
	}
	if (from < text.length) pieces.push({ text: text.slice(from) });
	return joinPieces(pieces);
}

/** So many marks in a line are enough to see what it is. Each is an element, and a line may have millions. */
const MAX_PIECES = 500;

/** Counts the same hidden character in a row, and joins what is too much for one line. */
function joinPieces(pieces: readonly VisiblePiece[]): readonly VisiblePiece[] {
	const joined: VisiblePiece[] = [];
	for (let index = 0; index < pieces.length; ) {
		const piece = pieces[index];
		let end = index + 1;
		while (piece?.stands !== undefined && pieces[end]?.stands === piece.stands) end++;
		if (piece) joined.push(end - index > 1 ? repeatPiece(piece, end - index) : piece);
		index = end;
	}
	if (joined.length <= MAX_PIECES) return joined;
	const rest = joined.slice(MAX_PIECES);
	const textOf = (shown: (piece: VisiblePiece) => string) => rest.map(shown).join("");
	const last = { text: textOf(({ text }) => text), stands: textOf(({ text, stands = text }) => stands) };
	return [...joined.slice(0, MAX_PIECES), last];
}

function repeatPiece({ text, stands = text }: VisiblePiece, count: number): VisiblePiece {
	const isCode = text === codeOf(stands);
	return { text: isCode ? codeText(stands, count) : text.repeat(count), stands: stands.repeat(count) };
}

const UNREADABLE = new RegExp(`^(?:${HIDDEN}|${OTHER_SPACE})$`, "u");

/** What is shown for a character, or for a letter with its marks; undefined for itself. */
function revealed(found: string): string | undefined {
	if (UNREADABLE.test(found)) return controlPicture(found) ?? codeOf(found);
	if (found.normalize("NFC") === found) return undefined;
	// The letter, and what it consists of beside it: people see the same letter in both normal forms.
	const [first = "", ...rest] = found;
	return first + (rest.length === 0 ? [first] : rest).map(codeOf).join("");
}

function codeOf(character: string): string {
	return codeText(character, 1);
}

/** U+2400 to U+2421 are pictures of the control characters of ASCII. */
function controlPicture(character: string): string | undefined {
	const code = character.charCodeAt(0);
	if (code < 0x20) return String.fromCharCode(0x2400 + code);
	return code === 0x7f ? "\u2421" : undefined;
}

const SPACE_MARKS: Readonly<Record<string, string>> = { " ": "·", "\t": "→\t" };

function revealSpaces(text: string): readonly VisiblePiece[] {
	return (text.match(/ +|\t+|[^ \t]+/g) ?? []).map((run) => {
		const mark = SPACE_MARKS[run.charAt(0)];
		return mark === undefined ? { text: run } : { text: mark.repeat(run.length), stands: run };
	});
}

interface SpaceRange {
	/** Up to here, spaces are indentation to reveal. */
	readonly indent: number;
	/** From here on, spaces are at the end of the line. */
	readonly trailing: number;
}

const MAX_REVEALED_SPACES = 200;

function spaceRange(row: DiffRow): SpaceRange {
	const text = rowText(row);
	const indent = row.revealsIndent ? text.length - text.trimStart().length : 0;
	const trailing = text.trimEnd().length;
	return { indent: Math.min(indent, MAX_REVEALED_SPACES), trailing };
}

/**
 * The parts of a line so that nothing can be overlooked: hidden characters are shown in all lines. In removed and added
 * lines, so are spaces at the end, spaces that differ alone, and letters that consist of other characters than they
 * seem to.
 */
export function visibleParts(row: DiffRow): readonly VisiblePart[] {
	if (row.type === "context") {
		return row.parts.map(({ text, changed }) => ({ pieces: splitHidden(text, HIDDEN_ONLY), changed }));
	}
	const range = spaceRange(row);
	let offset = 0;
	return row.parts.map((part) => {
		const pieces = changedPieces(part, offset, range);
		offset += part.text.length;
		return { pieces, changed: part.changed };
	});
}

function changedPieces({ text, changed }: DiffPart, offset: number, range: SpaceRange): readonly VisiblePiece[] {
	if (changed && text.length <= MAX_REVEALED_SPACES && text.trim() === "") return revealAll(text);
	const start = Math.min(text.length, Math.max(0, range.indent - offset));
	const end = Math.max(start, Math.min(text.length, range.trailing - offset));
	return [
		...revealAll(text.slice(0, start)),
		...splitHidden(text.slice(start, end), HIDDEN_OR_ALIKE),
		...revealAll(text.slice(end)),
	];
}

/** Nothing but spaces, of any kind. */
function revealAll(text: string): readonly VisiblePiece[] {
	return splitHidden(text, HIDDEN_OR_ALIKE).flatMap((piece) => (piece.stands ? [piece] : revealSpaces(piece.text)));
}

const ENDING_MARKS: Readonly<Record<LineEnding, string>> = { "": "", "\n": "", "\r\n": "␍␊", "\r": "␍" };

/** U+2400 and so on, which few fonts have, and the names that are drawn instead. */
const CONTROL_PICTURES = /^[\u2400-\u241f\u2421]+$/;
const CONTROL_NAMES =
	"NUL SOH STX ETX EOT ENQ ACK BEL BS HT LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US".split(
		" ",
	);

/** The names of control characters by their pictures, such as `CRLF`; undefined for any other text. */
export function controlNames(pictures: string): string | undefined {
	if (!CONTROL_PICTURES.test(pictures)) return undefined;
	return Array.from(pictures, (picture) => CONTROL_NAMES[picture.charCodeAt(0) - 0x2400] ?? "DEL").join("");
}

/** The picture of a line end; empty for none. */
export function endingMark(ending: LineEnding | undefined): string {
	return ending === undefined ? "" : ENDING_MARKS[ending];
}

/** Lines as one text, in which hidden characters and unusual line ends are shown. */
export function visibleText(lines: readonly TextLine[], marksEndings: boolean): string {
	return lines
		.map(({ text, ending }) => {
			const shown = splitHidden(text, HIDDEN_ONLY).map((piece) => piece.text);
			return shown.join("") + (marksEndings ? endingMark(ending) : "");
		})
		.join("\n");
}
