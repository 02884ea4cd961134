interface Scan {
	/** The text, as far as it has been read, without what is dropped. */
	readonly text: string;
	/** Emphasis that waits for its end, outermost first. */
	readonly open: readonly string[];
}

/** Nobody nests emphasis deeper; a text that does is out to make parsing expensive. */
const MAX_EMPHASIS_DEPTH = 8;
const WORD = /[\p{L}\p{N}]/u;
const LETTER = /\p{L}/u;
const UNSPACED_SCRIPTS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
const OPENS_ON = /[\p{L}\p{N}\p{Extended_Pictographic}"'“‘([`$€£@#/.\\<&]/u;

/** What may become another character, or a line break: it waits for its end. */
const PARTIAL_CHARACTER = /^(?:\\|&#?\w{0,8}|<(?:b?r?|ht{0,2}|https?))$/;
/** Of an address between `<` and `>` only the address will be seen. */
const PARTIAL_AUTOLINK = /^<https?:[^\s<>]*$/;

/**
 * Completes the inline Markdown of a text that is still being written, so that it looks from the start as it will
 * look in the end: emphasis and code are closed, a link whose address is on its way shows its words, an image nothing.
 */
export function completeInline(source: string): string {
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

/** A whole character, also one outside of the basic plane. */
function characterAt(source: string, index: number): string | undefined {
	const code = source.codePointAt(index);
	return code === undefined ? undefined : String.fromCodePoint(code);
}

/** An underscore within a word, as in `snake_case`, is part of its name. */
function canClose(character: string, before: string, after: string | undefined): boolean {
	return /\S/.test(before) && !(character === "_" && WORD.test(before) && WORD.test(after ?? ""));
}

function canOpen(run: string, before: string, after: string): boolean {
	if (run.length > 3 || (run.startsWith("~") && run.length !== 2)) return false;
	if (WORD.test(before)) return opensInWord(run, before, after);
	return run.length === 1 ? WORD.test(after) : OPENS_ON.test(after) || "*_~".includes(after);
}

/** Languages without spaces put emphasis into the middle of what looks like a word; between digits it is a power. */
function opensInWord(run: string, before: string, after: string): boolean {
	if (!run.startsWith("*") || !LETTER.test(before) || !LETTER.test(after)) return false;
	return run.length === 2 || UNSPACED_SCRIPTS.test(before);
}

function closeEmphasis(scan: Scan, run: string, top: string, atEnd: boolean): readonly [Scan, number] {
	// One asterisk of the two that are coming: leave it out, and let the end close both.
	if (atEnd && run.length < top.length) return [scan, run.length];
	const left = top.slice(run.length);
	const open = left === "" ? scan.open.slice(0, -1) : [...scan.open.slice(0, -1), left];
	return [{ text: scan.text + run, open }, run.length];
}

function closeAll({ text, open }: Scan): string {
	if (open.length === 0 || open.length > MAX_EMPHASIS_DEPTH) return text;
	const end = text.trimEnd();
	const closers = [...open].reverse().join("");
	// Nothing between the markers yet: they would close nothing and show.
	const last = open.at(-1) ?? "";
	return end.endsWith(last) && open.length === 1 ? end.slice(0, -last.length) : end + closers + text.slice(end.length);
}
