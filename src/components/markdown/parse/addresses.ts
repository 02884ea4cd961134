import { characterAt, isCjk } from "./flanking.ts";

const MAYBE_ADDRESS = /:\/\/|www\.|@/i;
const START = /(?:https?|ftp):\/\/|www\.|mailto:|@/gi;
const LOCAL_PART = /[\w.+-]/;
const MAX_LOCAL_PART = 64;
const EMAIL = /(?:mailto:)?[\w.+-]+@[a-z\d_-]+(?:\.[a-z\d_-]*[a-z\d])+(?![\w-])/iy;
const URL_START = /(?:(?:https?|ftp):\/\/|www\.)(?=[a-z\d])/iy;
/** Not allowed in addresses: white space, quotes, brackets, control and invisible characters; and CJK punctuation. */
const NO_URL =
	/[\s<>"`\\\p{Cc}\p{Cf}\p{Cs}\u3000-\u3004\u3008-\u3020\u3030\u303d\u30fb\ufe10-\ufe19\ufe30-\ufe6b\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\uffe0-\uffee“”‘’«»…]/u;
/** A word in an address, as in `/wiki/東京`. After a letter or digit it is the text that goes on. */
const BEFORE_CJK = /[/=#?&%+-]/;
const HIRAGANA = /[\u3041-\u309f]/;
const TRAILING = /[?!.,:;*_'~)\p{Pi}\p{Pf}]/u;
const TRAILING_ENTITY = /&[a-z\d]{1,32};$/i;

/** Where a bare address may start. Sorted. */
export function findAddressStarts(source: string): readonly number[] {
	if (!MAYBE_ADDRESS.test(source)) return [];
	const starts = [...source.matchAll(START)].map(({ 0: written, index }) =>
		written === "@" ? localPartStart(source, index) : index,
	);
	return starts.sort((one, other) => one - other);
}

function localPartStart(source: string, at: number): number {
	let start = at;
	while (start > 0 && at - start < MAX_LOCAL_PART && LOCAL_PART.test(source.charAt(start - 1))) start--;
	return start;
}

interface Address {
	readonly text: string;
	readonly href: string;
}

/**
 * Reads a bare URL or email address. It ends before CJK punctuation, before a CJK word that only follows it, and before
 * punctuation at its end.
 */
export function readAddress(source: string, start: number): Address | undefined {
	const before = source.charAt(start - 1);
	URL_START.lastIndex = start;
	const [prefix] = URL_START.exec(source) ?? [];
	if (prefix !== undefined) {
		const isWww = prefix.endsWith(".");
		if (/[a-z\d]/i.test(before) || (isWww && /[./@-]/.test(before))) return undefined;
		const text = trimEnd(source.slice(start, endOfUrl(source, start + prefix.length)));
		return { text, href: isWww ? `http://${text}` : text };
	}
	EMAIL.lastIndex = start;
	const [email] = LOCAL_PART.test(before) ? [] : (EMAIL.exec(source) ?? []);
	if (email === undefined) return undefined;
	return { text: email, href: /^mailto:/i.test(email) ? email : `mailto:${email}` };
}

function endOfUrl(source: string, from: number): number {
	let before = "";
	let brackets = 0;
	let inWord = false;
	let index = from;
	while (index < source.length) {
		const character = characterAt(source, index);
		if (NO_URL.test(character)) break;
		if (character === "[") brackets++;
		// The bracket that ends the text of a link, or a remark.
		else if (character === "]" && --brackets < 0) break;
		if (isCjk(character)) {
			if (!inWord && (!BEFORE_CJK.test(before) || HIRAGANA.test(character))) break;
			inWord = true;
		} else if (/[a-z\d]/i.test(character)) inWord = false;
		before = character;
		index += character.length;
	}
	return index;
}

/** Without the punctuation at its end, which belongs to the sentence. A closing bracket stays if it was opened. */
function trimEnd(url: string): string {
	let unopened = url.split(")").length - url.split("(").length;
	let end = url.length;
	while (end > 0) {
		const last = url.charAt(end - 1);
		if (!TRAILING.test(last)) break;
		if (last === ")" && unopened-- <= 0) break;
		const entity = last === ";" ? TRAILING_ENTITY.exec(url.slice(Math.max(0, end - 34), end)) : null;
		end -= entity ? entity[0].length : 1;
	}
	return url.slice(0, end);
}
