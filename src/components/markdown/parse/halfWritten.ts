import type { Lexer, MarkedToken, Token } from "marked";
import { Backticks } from "./backticks.ts";
import type { DetailsToken, FootnoteToken } from "./dialect.ts";
import { codeBlock } from "./fence.ts";
import { characterAt, flankingOf, isCjk } from "./flanking.ts";
import { INLINE_TAG_NAMES } from "./inline.ts";
import type { MarkdownNode } from "./nodes.ts";

interface Scan {
	/** The text so far, without dropped characters. */
	readonly text: string;
	/** Open emphasis and tags, outermost first. */
	readonly open: readonly string[];
}

/** Deeper nesting only occurs in texts that try to make parsing expensive. */
const MAX_DEPTH = 8;
const WORD = /[\p{L}\p{N}]/u;
const LETTER = /\p{L}/u;
const THAI = /\p{Script=Thai}/u;
const OPENS_ON = /[\p{L}\p{N}\p{Extended_Pictographic}"'“‘([`$€£@#/.\\<&]/u;

/** A character that may become part of another one, or a line break. It is dropped until that is known. */
const PARTIAL_CHARACTER = /^(?:\\|&#?\w{0,8}|<(?:!-{0,2}|\/?[a-z]{0,7}))$/i;
/** A comment without its end. A long one is probably none. */
const MAX_COMMENT = 2_000;
const TAG = new RegExp(`^<(/?)(${INLINE_TAG_NAMES.join("|")})[ \\t]*>`, "i");
/** An address between `<` and `>` is shown without the brackets. */
const PARTIAL_AUTOLINK = /^<https?:[^\s<>]*$/;

/**
 * Completes the inline Markdown of a half-written text, so that it looks as it will in the end: emphasis and code are
 * closed, a link with an incomplete address shows its text, an image nothing.
 */
function completeInline(source: string): string {
	let scan: Scan = { text: "", open: [] };
	let index = 0;
	const ends = { brackets: matchBrackets(source), backticks: new Backticks(source) };
	while (index < source.length) {
		const [next, length] = scanNext(scan, source, index, ends);
		scan = next;
		index += length;
	}
	return closeAll(scan);
}

/** For each `[` that is closed, where. */
type Brackets = ReadonlyMap<number, number>;

interface Ends {
	readonly brackets: Brackets;
	readonly backticks: Backticks;
}

function matchBrackets(source: string): Brackets {
	const closed = new Map<number, number>();
	const open: number[] = [];
	if (!source.includes("[")) return closed;
	for (let index = 0; index < source.length; index++) {
		const character = source[index];
		if (character === "\\") index++;
		else if (character === "[") open.push(index);
		else if (character === "]") {
			const start = open.pop();
			if (start !== undefined) closed.set(start, index);
		}
	}
	return closed;
}

function scanNext(scan: Scan, source: string, index: number, ends: Ends): readonly [Scan, number] {
	const character = source[index] ?? "";
	if ("\\&<".includes(character)) return scanSpecial(scan, source, index);
	if (character === "`") return scanCode(scan, source, index, ends.backticks);
	if (character === "[" || (character === "!" && source[index + 1] === "["))
		return scanLink(scan, source, index, ends.brackets);
	if ("*_~".includes(character)) return scanEmphasis(scan, source, index);
	return scanText(scan, /^[^\\&<`![*_~]+/.exec(source.slice(index))?.[0] ?? character);
}

function scanText(scan: Scan, text: string): readonly [Scan, number] {
	return [{ ...scan, text: scan.text + text }, text.length];
}

function scanSpecial(scan: Scan, source: string, index: number): readonly [Scan, number] {
	const character = source[index];
	const rest = source.slice(index);
	if (PARTIAL_CHARACTER.test(rest)) return [scan, rest.length];
	if (PARTIAL_AUTOLINK.test(rest)) return [scan, 1];
	if (character === "<") {
		if (isPartialComment(rest)) return [scan, rest.length];
		const [tag, slash, name] = TAG.exec(rest) ?? [];
		if (tag !== undefined && name !== undefined) return scanTag(scan, tag, slash === "/", name.toLowerCase());
	}
	return scanText(scan, rest.slice(0, rest.startsWith("\\") ? 2 : 1));
}

function isPartialComment(rest: string): boolean {
	return rest.startsWith("<!--") && rest.length <= MAX_COMMENT && !rest.includes("-->");
}

function scanTag(scan: Scan, written: string, closes: boolean, name: string): readonly [Scan, number] {
	const [taken, length] = scanText(scan, written);
	if (!closes) return [scan.open.length <= MAX_DEPTH ? { ...taken, open: [...scan.open, `<${name}>`] } : taken, length];
	const opener = scan.open.lastIndexOf(`<${name}>`);
	return [opener < 0 ? taken : { ...taken, open: scan.open.slice(0, opener) }, length];
}

function scanCode(scan: Scan, source: string, index: number, backticks: Backticks): readonly [Scan, number] {
	const length = backticks.runLength(index);
	const end = backticks.findRun(length, index + length);
	if (end >= 0) return scanText(scan, source.slice(index, end + length));
	const run = "`".repeat(length);
	const halfClosed = withoutLastBackticks(source.slice(index + length));
	const completed = halfClosed.trim() === "" ? "" : run + halfClosed + run;
	return [{ ...scan, text: scan.text + completed }, source.length - index];
}

function withoutLastBackticks(text: string): string {
	let end = text.length;
	while (text[end - 1] === "`") end--;
	return text.slice(0, end);
}

function scanLink(scan: Scan, source: string, index: number, brackets: Brackets): readonly [Scan, number] {
	const isImage = source[index] === "!";
	const labelStart = index + (isImage ? 2 : 1);
	const labelEnd = brackets.get(labelStart - 1) ?? -1;
	const afterWord = WORD.test(source[index - 1] ?? "");
	if (labelEnd < 0) return scanOpenLabel(scan, source, index, isImage, afterWord);
	const label = source.slice(labelStart, labelEnd);
	const isHalfReference = source[labelEnd + 1] === "[" && !brackets.has(labelEnd + 1);
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

function isAddressComplete(source: string, from: number): boolean {
	return /^(?:[^()\n\\]|\\.|\((?:[^()\n\\]|\\.)*\))*\)/.test(source.slice(from));
}

function scanEmphasis(scan: Scan, source: string, index: number): readonly [Scan, number] {
	const character = source[index] ?? "";
	const run = /^(?:\*+|_+|~+)/.exec(source.slice(index))?.[0] ?? character;
	const before = source[index - 1] ?? " ";
	const after = characterAt(source, index + run.length);
	const top = scan.open.at(-1);
	if (top?.[0] === character && canClose(character, before, after)) return closeEmphasis(scan, run, top, after === "");
	if (after === "") return [scan, run.length];
	const [taken, length] = scanText(scan, run);
	const mayOpen = flankingOf(source, index, index + run.length).canOpen;
	if (mayOpen && scan.open.length <= MAX_DEPTH && canOpen(run, before, after))
		return [{ ...taken, open: [...scan.open, run] }, length];
	return [taken, length];
}

/** An underscore within a word, as in `snake_case`, is no emphasis. */
function canClose(character: string, before: string, after: string): boolean {
	return /\S/.test(before) && !(character === "_" && WORD.test(before) && WORD.test(after));
}

function canOpen(run: string, before: string, after: string): boolean {
	if (run.length > 3 || (run.startsWith("~") && run.length !== 2)) return false;
	if (!run.startsWith("_") && (isCjk(before) || isCjk(after))) return true;
	if (WORD.test(before)) return opensInWord(run, before, after);
	return run.length === 1 ? WORD.test(after) : OPENS_ON.test(after) || "*_~".includes(after);
}

/** Languages without spaces have emphasis within what looks like a word; between digits it is a power. */
function opensInWord(run: string, before: string, after: string): boolean {
	if (!run.startsWith("*") || !LETTER.test(before) || !LETTER.test(after)) return false;
	return run.length === 2 || THAI.test(before);
}

function closeEmphasis(scan: Scan, run: string, top: string, atEnd: boolean): readonly [Scan, number] {
	// The first of two closing asterisks: drop it, and close both at the end.
	if (atEnd && run.length < top.length) return [scan, run.length];
	const left = top.slice(run.length);
	const open = left === "" ? scan.open.slice(0, -1) : [...scan.open.slice(0, -1), left];
	return [{ ...scan, text: scan.text + run, open }, run.length];
}

function closeAll({ text, open }: Scan): string {
	if (open.length === 0 || open.length > MAX_DEPTH) return text;
	let end = text.trimEnd();
	let left = open;
	// Nothing between the markers yet: closed, they would be visible.
	for (let last = left.at(-1); last !== undefined && end.endsWith(last); last = left.at(-1)) {
		end = end.slice(0, -last.length).trimEnd();
		left = left.slice(0, -1);
	}
	const closers = [...left].reverse().map(closerOf).join("");
	return end + closers + (left === open ? text.slice(end.length) : "");
}

function closerOf(opener: string): string {
	return opener.startsWith("<") ? opener.replace("<", "</") : opener;
}

interface CompletedLine {
	/** The list that receives the inline tokens of the line. */
	readonly tokens: readonly Token[];
	readonly source: string;
}

/**
 * Completes the inline Markdown of the last line, however deep it is nested, before the lexer reads the lines.
 * Uses the undocumented `inlineQueue`, for which marked is pinned: see `dialect.ts`.
 */
export function completeLastLine({ tokens, inlineQueue }: Lexer, source: string): CompletedLine | undefined {
	// After a blank line the last one is complete.
	if (source.slice(source.trimEnd().length).split("\n").length > 2) return undefined;
	const leaf = findLastLeaf(tokens);
	if (leaf?.type === "heading" && source.endsWith("\n")) return undefined;
	const pieces = findLineTokens(leaf);
	const line = inlineQueue.findLast((entry) => entry.tokens === pieces);
	return line && { tokens: line.tokens, source: completeInline(line.src) };
}

type LastToken = MarkedToken | FootnoteToken | DetailsToken | undefined;

/** The last block that is no container. */
function findLastLeaf(tokens: readonly Token[]): LastToken {
	const last = tokens.findLast((token) => token.type !== "space") as LastToken;
	if (last?.type === "list") return findLastLeaf(last.items.at(-1)?.tokens ?? []);
	const isContainer = last?.type === "blockquote" || last?.type === "footnote" || last?.type === "details";
	return isContainer && (last.tokens?.length ?? 0) > 0 ? findLastLeaf(last.tokens ?? []) : last;
}

export function endsInTable(tokens: readonly Token[]): boolean {
	return findLastLeaf(tokens)?.type === "table";
}

/** Receives the inline tokens. */
function findLineTokens(last: LastToken): readonly Token[] | undefined {
	switch (last?.type) {
		case "paragraph":
		case "heading":
		case "text":
			return last.tokens;
		case "details":
			return last.summary;
		case "table":
			return (last.rows.at(-1) ?? last.header).findLast((cell) => cell.text !== "")?.tokens;
		default:
			return undefined;
	}
}

const MARKER_ONLY = /^[ \t>]*(?:[-*+]|\d{1,9}[.)]?|#{1,6}|>|`{1,2}|~{1,2}|[-=_*]{2,})[ \t]*$/;
const TASK_MARKER = /^[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+\[[ xX]?\]?[ \t]*$/;
const PARTIAL_FENCE = /^[ \t>]*(?:`+|~+)[ \t]*$/;
const FENCE_LINE = /^([ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(`{3,}|~{3,}(?!~)))([^`\n]*)$/;
/** A link definition without its address. */
const PARTIAL_DEFINITION = /^ {0,3}\[[^\]\n]+\]:[ \t]*$/;
const TABLE_HEADER = /^ {0,3}\|[^\n]*$/;
const PARTIAL_DELIMITER_ROW = /^[ \t:|-]*$/;

/**
 * Removes the ambiguous end of a growing block: a dash may become a list, the underline of a heading or a rule, and
 * would flicker. A table shows once its header row is complete.
 */
export function hideAmbiguousEnd(whole: string): string {
	const source = hidePartialComment(whole);
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

/** A comment without its end, from the start of its line on. */
function hidePartialComment(source: string): string {
	const start = source.indexOf("<!--", Math.max(0, source.lastIndexOf("-->")));
	const line = source.lastIndexOf("\n", start) + 1;
	if (start < 0 || source.slice(line, start).trim() !== "" || !isPartialComment(source.slice(start))) return source;
	return isInCode(source.slice(0, line)) ? source : source.slice(0, line);
}

/** Hides a header without its delimiter row, and completes that row. */
function hidePartialTable(source: string): string {
	const lastStart = source.lastIndexOf("\n") + 1;
	const last = source.slice(lastStart);
	const previousStart = source.lastIndexOf("\n", lastStart - 2) + 1;
	const previous = source.slice(previousStart, Math.max(lastStart - 1, 0));
	const isDelimiter = lastStart > 0 && PARTIAL_DELIMITER_ROW.test(last) && TABLE_HEADER.test(previous);
	if (isDelimiter && !endsInTableRow(source.slice(0, previousStart)))
		return `${source.slice(0, previousStart)}${previous}\n${delimiterRow(previous)}`;
	if (!TABLE_HEADER.test(last) || endsInTableRow(source.slice(0, lastStart))) return source;
	return source.slice(0, lastStart);
}

function endsInTableRow(before: string): boolean {
	return before.endsWith("\n") && before.slice(before.lastIndexOf("\n", before.length - 2) + 1).includes("|");
}

function delimiterRow(header: string): string {
	const cells = header
		.trim()
		.replace(/^\||(?<!\\)\|$/g, "")
		.split(/(?<!\\)\|/);
	return `|${cells.map(() => "---|").join("")}`;
}

const FENCE_START = /^(?:[ \t]*\n)*(`{3,}|~{3,}(?!~))([^\n\r`\\&]*)\n/;
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
	return [codeBlock(info, text)];
}
