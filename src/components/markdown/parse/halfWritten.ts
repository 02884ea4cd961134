import type { Lexer, MarkedToken, Token } from "marked";
import { revealDirectionOverrides } from "../../primitives/displayText.ts";
import type { FootnoteToken } from "./dialect.ts";
import type { MarkdownNode } from "./nodes.ts";

interface Scan {
	/** The text so far, without dropped characters. */
	readonly text: string;
	/** Open emphasis, outermost first. */
	readonly open: readonly string[];
}

/** Deeper nesting only occurs in texts that try to make parsing expensive. */
const MAX_EMPHASIS_DEPTH = 8;
const WORD = /[\p{L}\p{N}]/u;
const LETTER = /\p{L}/u;
const UNSPACED_SCRIPTS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
const OPENS_ON = /[\p{L}\p{N}\p{Extended_Pictographic}"'“‘([`$€£@#/.\\<&]/u;

/** A character that may become part of another one, or a line break. It is dropped until that is known. */
const PARTIAL_CHARACTER = /^(?:\\|&#?\w{0,8}|<(?:b?r?|ht{0,2}|https?))$/;
/** An address between `<` and `>` is shown without the brackets. */
const PARTIAL_AUTOLINK = /^<https?:[^\s<>]*$/;

/**
 * Completes the inline Markdown of a half-written text, so that it looks as it will in the end: emphasis and code are
 * closed, a link with an incomplete address shows its text, an image nothing.
 */
function completeInline(source: string): string {
	let scan: Scan = { text: "", open: [] };
	let index = 0;
	while (index < source.length) {
		const [next, length] = scanNext(scan, source, index);
		scan = next;
		index += length;
	}
	return closeAll(scan);
}

function scanNext(scan: Scan, source: string, index: number): readonly [Scan, number] {
	const character = source[index] ?? "";
	if ("\\&<".includes(character)) return scanSpecial(scan, source, index);
	if (character === "`") return scanCode(scan, source, index);
	if (character === "[" || (character === "!" && source[index + 1] === "[")) return scanLink(scan, source, index);
	if ("*_~".includes(character)) return scanEmphasis(scan, source, index);
	return scanText(scan, /^[^\\&<`![*_~]+/.exec(source.slice(index))?.[0] ?? character);
}

function scanText(scan: Scan, text: string): readonly [Scan, number] {
	return [{ ...scan, text: scan.text + text }, text.length];
}

function scanSpecial(scan: Scan, source: string, index: number): readonly [Scan, number] {
	const rest = source.slice(index);
	if (PARTIAL_CHARACTER.test(rest)) return [scan, rest.length];
	if (PARTIAL_AUTOLINK.test(rest)) return [scan, 1];
	return scanText(scan, rest.slice(0, rest.startsWith("\\") ? 2 : 1));
}

function scanCode(scan: Scan, source: string, index: number): readonly [Scan, number] {
	const rest = source.slice(index);
	const run = /^`+/.exec(rest)?.[0] ?? "";
	const body = rest.slice(run.length);
	const closed = new RegExp(`^[\\s\\S]*?[^\`]${run}(?!\`)`).exec(body)?.[0];
	if (closed !== undefined) return scanText(scan, run + closed);
	const halfClosed = body.replace(/`+$/, "");
	const completed = halfClosed.trim() === "" ? "" : run + halfClosed + run;
	return [{ ...scan, text: scan.text + completed }, rest.length];
}

function scanLink(scan: Scan, source: string, index: number): readonly [Scan, number] {
	const isImage = source[index] === "!";
	const labelStart = index + (isImage ? 2 : 1);
	const labelEnd = closingBracket(source, labelStart);
	const afterWord = WORD.test(source[index - 1] ?? "");
	if (labelEnd < 0) return scanOpenLabel(scan, source, index, isImage, afterWord);
	const label = source.slice(labelStart, labelEnd);
	const isHalfReference = source[labelEnd + 1] === "[" && closingBracket(source, labelEnd + 2) < 0;
	const mayGoOn = labelEnd === source.length - 1 && !afterWord && !label.startsWith("^");
	if (isHalfReference && !afterWord && !label.startsWith("^"))
		return showLabel(scan, isImage, label, source.length - index);
	if (!mayGoOn && (source[labelEnd + 1] !== "(" || isAddressComplete(source, labelEnd + 2))) {
		return scanText(scan, source.slice(index, labelEnd + 1));
	}
	return showLabel(scan, isImage, label, source.length - index);
}

function showLabel(scan: Scan, isImage: boolean, label: string, length: number): readonly [Scan, number] {
	return [{ ...scan, text: scan.text + (isImage ? "" : label) }, length];
}

function scanOpenLabel(
	scan: Scan,
	source: string,
	index: number,
	isImage: boolean,
	afterWord: boolean,
): readonly [Scan, number] {
	if (isImage || source[index + 1] === "^") return [scan, source.length - index];
	return afterWord ? scanText(scan, "[") : [scan, 1];
}

function closingBracket(source: string, from: number): number {
	let depth = 1;
	for (let index = from; index < source.length; index++) {
		if (source[index] === "\\") index++;
		else if (source[index] === "[") depth++;
		else if (source[index] === "]" && --depth === 0) return index;
	}
	return -1;
}

function isAddressComplete(source: string, from: number): boolean {
	return /^(?:[^()\n\\]|\\.|\((?:[^()\n\\]|\\.)*\))*\)/.test(source.slice(from));
}

function scanEmphasis(scan: Scan, source: string, index: number): readonly [Scan, number] {
	const character = source[index] ?? "";
	const run = /^(?:\*+|_+|~+)/.exec(source.slice(index))?.[0] ?? character;
	const before = source[index - 1] ?? " ";
	const after = characterAt(source, index + run.length);
	const top = scan.open.at(-1);
	if (top?.[0] === character && canClose(character, before, after))
		return closeEmphasis(scan, run, top, after === undefined);
	if (after === undefined) return [scan, run.length];
	const [taken, length] = scanText(scan, run);
	const opens = scan.open.length <= MAX_EMPHASIS_DEPTH && canOpen(run, before, after);
	return opens ? [{ ...taken, open: [...scan.open, run] }, length] : [taken, length];
}

/** A whole character, even if it has two UTF-16 code units. */
function characterAt(source: string, index: number): string | undefined {
	const code = source.codePointAt(index);
	return code === undefined ? undefined : String.fromCodePoint(code);
}

/** An underscore within a word, as in `snake_case`, is no emphasis. */
function canClose(character: string, before: string, after: string | undefined): boolean {
	return /\S/.test(before) && !(character === "_" && WORD.test(before) && WORD.test(after ?? ""));
}

function canOpen(run: string, before: string, after: string): boolean {
	if (run.length > 3 || (run.startsWith("~") && run.length !== 2)) return false;
	if (WORD.test(before)) return opensInWord(run, before, after);
	return run.length === 1 ? WORD.test(after) : OPENS_ON.test(after) || "*_~".includes(after);
}

/** Languages without spaces have emphasis within what looks like a word; between digits it is a power. */
function opensInWord(run: string, before: string, after: string): boolean {
	if (!run.startsWith("*") || !LETTER.test(before) || !LETTER.test(after)) return false;
	return run.length === 2 || UNSPACED_SCRIPTS.test(before);
}

function closeEmphasis(scan: Scan, run: string, top: string, atEnd: boolean): readonly [Scan, number] {
	// The first of two closing asterisks: drop it, and close both at the end.
	if (atEnd && run.length < top.length) return [scan, run.length];
	const left = top.slice(run.length);
	const open = left === "" ? scan.open.slice(0, -1) : [...scan.open.slice(0, -1), left];
	return [{ text: scan.text + run, open }, run.length];
}

function closeAll({ text, open }: Scan): string {
	if (open.length === 0 || open.length > MAX_EMPHASIS_DEPTH) return text;
	const end = text.trimEnd();
	const closers = [...open].reverse().join("");
	// Nothing between the markers yet: closed, they would be visible.
	const last = open.at(-1) ?? "";
	return end.endsWith(last) && open.length === 1 ? end.slice(0, -last.length) : end + closers + text.slice(end.length);
}

/**
 * Completes the inline Markdown of the last line, however deep it is nested, before the lexer reads the lines.
 * Uses the undocumented `inlineQueue`, for which marked is pinned: see `parser.ts`.
 */
export function completeLastLine({ tokens, inlineQueue }: Lexer): void {
	const pieces = findLastLineTokens(tokens);
	const line = inlineQueue.findLast((entry) => entry.tokens === pieces);
	if (line) line.src = completeInline(line.src);
}

/** Receives the inline tokens. */
function findLastLineTokens(tokens: readonly Token[]): readonly Token[] | undefined {
	const last = tokens.findLast((token) => token.type !== "space") as MarkedToken | FootnoteToken | undefined;
	switch (last?.type) {
		case "paragraph":
		case "heading":
		case "text":
			return last.tokens;
		case "blockquote":
		case "footnote":
			return findLastLineTokens(last.tokens);
		case "list":
			return findLastLineTokens(last.items.at(-1)?.tokens ?? []);
		case "table":
			return (last.rows.at(-1) ?? last.header).findLast((cell) => cell.text !== "")?.tokens;
		default:
			return undefined;
	}
}

const MARKER_ONLY = /^[ \t>]*(?:[-*+]|\d{1,9}[.)]?|#{1,6}|>|`{1,2}|~{1,2}|[-=_*]{2,})[ \t]*$/;
const TASK_MARKER = /^[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+\[[ xX]?\]?[ \t]*$/;
const PARTIAL_FENCE = /^[ \t>]*(?:`+|~+)[ \t]*$/;
const FENCE_LINE = /^([ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(`{3,}|~{3,}))([^`\n]*)$/;
/** A link definition without its address. */
const PARTIAL_DEFINITION = /^ {0,3}\[[^\]\n]+\]:[ \t]*$/;
const TABLE_START = /(?:^|\n)( {0,3}\|[^\n]*)(?:\n([\s:|-]*))?$/;

/**
 * Removes the ambiguous end of a growing block: a dash may become a list, the underline of a heading or a rule, and
 * would flicker. A table shows once its header row is complete.
 */
export function hideAmbiguousEnd(source: string): string {
	const start = source.lastIndexOf("\n") + 1;
	const before = source.slice(0, start);
	const line = source.slice(start);
	if (isInCode(before)) return PARTIAL_FENCE.test(line) ? before : source;
	if (MARKER_ONLY.test(line) || TASK_MARKER.test(line) || PARTIAL_DEFINITION.test(line)) return before;
	if (FENCE_LINE.test(line)) return before + line.replace(FENCE_LINE, "$1");
	return source.includes("|") ? hidePartialTable(source) : source;
}

/** In fenced code everything is text except for a possible closing fence. */
function isInCode(before: string): boolean {
	let fence = "";
	for (const line of before.split("\n")) {
		const [, , run = "", info = ""] = FENCE_LINE.exec(line) ?? [];
		if (fence === "") fence = run;
		else if (run.startsWith(fence) && info.trim() === "") fence = "";
	}
	return fence !== "";
}

function hidePartialTable(source: string): string {
	const match = TABLE_START.exec(source);
	const header = match?.[1];
	if (match === null || header === undefined) return source;
	const before = source.slice(0, source.lastIndexOf(header));
	if (endsInTable(before)) return source;
	if (match[2] === undefined) return before;
	return `${before}${header}\n${delimiterRow(header)}`;
}

function endsInTable(before: string): boolean {
	return /\|[^\n]*\n$/.test(before);
}

function delimiterRow(header: string): string {
	const cells = header
		.trim()
		.replace(/^\||(?<!\\)\|$/g, "")
		.split(/(?<!\\)\|/);
	return `|${cells.map(() => "---|").join("")}`;
}

const FENCE_START = /^(?:[ \t]*\n)*(`{3,}|~{3,})([^\n\r`\\&]*)\n/;
const FENCE_END = /^ {0,3}(`+|~+) *(\n?)$/;

/**
 * Parses a growing block of fenced code without the lexer, which would read all of it again for each chunk: everything
 * is text except for a last line that may become the closing fence. Undefined for other blocks, and for fences that
 * need the lexer.
 */
export function parseOpenFence(source: string): readonly MarkdownNode[] | undefined {
	const [start, fence, info = ""] = FENCE_START.exec(source) ?? [];
	if (start === undefined || fence === undefined || source.includes("\r")) return undefined;
	const last = source.lastIndexOf("\n", source.length - 2) + 1;
	const [, run = "", complete] = FENCE_END.exec(source.slice(last)) ?? [];
	const mayEnd = complete ? run.startsWith(fence) : run[0] === fence[0];
	const end = mayEnd ? last : source.length;
	const text = source.slice(start.length, source.endsWith("\n", end) ? end - 1 : end);
	const language = /\S*/.exec(info.trim())?.[0] ?? "";
	return [{ type: "code_block", language, text: revealDirectionOverrides(text) }];
}
