import { truncateWithEllipsis } from "../../rules/truncateText.ts";

/** A part of a text that a person must be able to read as it is. */
export type TextPiece =
	| { readonly type: "text"; readonly text: string }
	/** Characters that are drawn as nothing or as a space, by their code: `[U+200B]`. */
	| { readonly type: "hidden"; readonly text: string }
	/** Stands for so many lines without text. */
	| { readonly type: "emptyLines"; readonly count: number }
	/** Stands for so many spaces and tabs. */
	| { readonly type: "spaces"; readonly count: number }
	/** What the letters of a host name before it stand for, as the network reads it: `xn--…`. */
	| { readonly type: "host"; readonly text: string };

/** Texts for what stands for others, as in `Labels`. */
interface PieceLabels {
	readonly emptyLines: (count: number) => string;
	readonly spaces: (count: number) => string;
}

/** Drawn as nothing: control characters and others of zero width. For a class of a regular expression. */
export const INVISIBLE = "\\p{Default_Ignorable_Code_Point}\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Zl}\\p{Zp}\\u2800";
/** Also what is drawn as a space that is none. Line breaks and tabs are in a set of their own. */
const HIDDEN = `(?![\\n\\t ])[${INVISIBLE}\\p{Zs}]`;
const EMOJI_MODIFIER = "(?:\\ufe0f|\\p{Emoji_Modifier})?";
/** In a picture of several, such as a family, the joiners and selectors are not hidden: they change the picture. */
export const EMOJI = `\\p{Extended_Pictographic}${EMOJI_MODIFIER}(?:\\u200d\\p{Extended_Pictographic}${EMOJI_MODIFIER})*|[\\d#*]\\ufe0f\\u20e3`;
/** Joiners that change how the letters around them look, as domain names may have them (RFC 5892, A.1 and A.2). */
const VIRAMA = "[\\u094d\\u09cd\\u0a4d\\u0acd\\u0b4d\\u0bcd\\u0c4d\\u0ccd\\u0d4d\\u0dca]";
const JOINING_LETTER =
	"[\\u0626\\u0628\\u062a-\\u062e\\u0633-\\u063f\\u0641-\\u0647\\u0649\\u064a\\u067e\\u0686\\u06a9\\u06af\\u06cc]";
const JOINER = `(?<=${VIRAMA})[\\u200c\\u200d](?=\\p{L})|(?<=${JOINING_LETTER})\\u200c(?=\\p{Script=Arabic})`;
const SEEN = `${EMOJI}|${JOINER}`;
/** Fewer are easy to see past. */
const EMPTY_LINES = "(?:^|(?<=\\n))(?:[ \\t]*\\n){4,}";
const SPACES = "[ \\t]{41,}";
const PIECES = new RegExp(`(${SEEN})|(${EMPTY_LINES})|(${SPACES})|(${HIDDEN})\\4*`, "gu");
/** A host name with letters that can look like others: of an address, or after a user as in `git@host:path`. */
const FOREIGN_HOST =
	/\b[a-z][a-z\d+.-]{0,20}:\/\/[^\s/?#"'`<>\\]*[^\s/?#"'`<>\\\p{ASCII}][^\s/?#"'`<>\\]*|(?<=[\w.-])@[^\s/?#"'`<>\\@:]*[^\s/?#"'`<>\\\p{ASCII}][^\s/?#"'`<>\\@:]*/giu;
/** More of the same character are counted. */
const MAX_REPEATED = 3;

/**
 * Splits a text so that nothing in it can be overlooked: invisible characters are given by their codes, long stretches
 * of empty lines and spaces are counted, and host names with other letters than ASCII are followed by what they are.
 */
export function splitHidden(text: string): readonly TextPiece[] {
	const pieces: TextPiece[] = [];
	let from = 0;
	for (const match of text.matchAll(FOREIGN_HOST)) {
		const end = match.index + match[0].length;
		addPieces(pieces, text.slice(from, end));
		const host = asciiHost(stripHidden(match[0]));
		if (host !== "") pieces.push({ type: "host", text: host });
		from = end;
	}
	addPieces(pieces, text.slice(from));
	return pieces;
}

/** As the network reads it. Browsers do so for addresses of the web only, so all are read as one. */
function asciiHost(found: string): string {
	const address = found.startsWith("@") ? found.slice(1) : found.slice(found.indexOf("//") + 2);
	return URL.parse(`http://${address}`)?.host ?? "";
}

function addPieces(pieces: TextPiece[], text: string): void {
	let from = 0;
	const addText = (to: number) => {
		if (to > from) pieces.push({ type: "text", text: text.slice(from, to) });
	};
	for (const match of text.matchAll(PIECES)) {
		const [whole, seen, emptyLines, spaces, hidden] = match;
		if (seen !== undefined) continue;
		addText(match.index);
		from = match.index + whole.length;
		if (emptyLines !== undefined) pieces.push({ type: "emptyLines", count: emptyLines.split("\n").length - 1 });
		else if (spaces !== undefined) pieces.push({ type: "spaces", count: spaces.length });
		else if (hidden !== undefined)
			pieces.push({ type: "hidden", text: codeText(hidden, whole.length / hidden.length) });
	}
	addText(text.length);
}

/** The code of a character as Unicode writes it: `U+00A0`. */
export function unicodeOf(character: string): string {
	return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

/** The code of a character that is there so many times in a row: `[U+200B]`, `[U+200B ×12]`. */
export function codeText(character: string, count: number): string {
	const code = unicodeOf(character);
	return count > MAX_REPEATED ? `[${code} ×${count}]` : `[${code}]`.repeat(count);
}

/** The text of a piece where it cannot have a look of its own. */
export function pieceText(piece: TextPiece, labels: PieceLabels): string {
	switch (piece.type) {
		case "emptyLines":
			return `[${labels.emptyLines(piece.count)}]\n`;
		case "spaces":
			return `[${labels.spaces(piece.count)}]`;
		case "host":
			return ` [${piece.text}]`;
		default:
			return piece.text;
	}
}

/** A text with everything that is hidden in it spelled out. */
export function revealHidden(text: string, labels: PieceLabels): string {
	return splitHidden(text)
		.map((piece) => pieceText(piece, labels))
		.join("");
}

const HIDDEN_CHARACTERS = new RegExp(`(${SEEN})|(${HIDDEN})\\2*`, "gu");
/** Usual between words of French, in words that may be split, and where right-to-left text meets other text. */
const HIDDEN_IN_PROSE = new RegExp(`(${SEEN}|[\\u00a0\\u202f\\u00ad\\u200e\\u200f\\u061c])|(${HIDDEN})\\2*`, "gu");

/** A name, title, path or command in one line: with the codes of invisible characters, and nothing else changed. */
export function revealCharacters(text: string): string {
	return replaceHidden(text, HIDDEN_CHARACTERS);
}

/** The same for sentences that people read, in which some invisible characters are usual. */
export function revealInProse(text: string): string {
	return replaceHidden(text, HIDDEN_IN_PROSE);
}

const PLAIN_ASCII = /^[\n\t -~]*$/;

/** Whether a text has only ASCII characters that can be seen, spaces, tabs and line breaks: most texts. */
export function isPlainAscii(text: string): boolean {
	return PLAIN_ASCII.test(text);
}

function replaceHidden(text: string, pattern: RegExp): string {
	if (isPlainAscii(text)) return text;
	return text.replace(pattern, (run: string, seen?: string, hidden = "") =>
		seen === undefined ? codeText(hidden, run.length / hidden.length) : seen,
	);
}

const HIDDEN_RUNS = new RegExp(`(${SEEN})|(?:${HIDDEN}|[ \\n\\t])+`, "gu");

/** A short text on one line, without what is hidden in it. */
export function stripHidden(text: string): string {
	return text.replace(HIDDEN_RUNS, (run, seen?: string) => seen ?? (/[\p{Z}\n\t\r]/u.test(run) ? " " : "")).trim();
}

const MAX_QUOTED_CHARACTERS = 60;

/** The beginning of a text that people wrote, as the names of its buttons quote it. */
export function quoteText(text: string): string {
	return revealInProse(truncateWithEllipsis(text, MAX_QUOTED_CHARACTERS));
}
