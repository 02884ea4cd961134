/**
 * East Asian wide, full-width and half-width characters except emoji, and Hangul: the "CJK characters" of the
 * CommonMark amendments at https://github.com/tats-u/markdown-cjk-friendly. Gaps of unassigned characters are left out.
 */
const CJK =
	/[\u1100-\u11ff\u20a9\u2329\u232a\u2630-\u2637\u268a-\u268f\u2e80-\u303e\u3041-\u3247\u3250-\ua4c6\ua960-\ua97c\uac00-\ud7fb\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6b\uff01-\uffee\u{16fe0}-\u{18df2}\u{1aff0}-\u{1b2fb}\u{1d300}-\u{1d376}\u{1f200}\u{1f202}\u{1f210}-\u{1f219}\u{1f21b}-\u{1f22e}\u{1f230}\u{1f231}\u{1f237}\u{1f23b}\u{1f240}-\u{1f248}\u{1f260}-\u{1f265}\u{20000}-\u{3fffd}]/u;
const PUNCTUATION = /[\p{P}\p{S}]/u;
const SPACE = /\s/;
/** They follow a character and change its look, but not its kind. U+FE0F is not among them: it makes an emoji. */
const VARIATION_SELECTOR = /[\ufe00-\ufe0e]/;
/** Follows a Chinese character. */
const IDEOGRAPHIC_SELECTOR = /[\u{e0100}-\u{e01ef}]/u;
const FULL_WIDTH_SELECTOR = "\ufe01";
const QUOTES = "‘’“”";

export function isCjk(character: string): boolean {
	return character >= "\u1100" && CJK.test(character);
}

/** The whole character that starts at an index, also if it has two UTF-16 code units. Empty at the end. */
export function characterAt(source: string, index: number): string {
	const code = source.codePointAt(index);
	return code === undefined ? "" : String.fromCodePoint(code);
}

function characterBefore(source: string, index: number): string {
	const unit = source.charCodeAt(index - 1);
	const isSecondHalf = unit >= 0xdc00 && unit <= 0xdfff;
	const code = isSecondHalf ? (source.codePointAt(index - 2) ?? 0) : 0;
	return code > 0xffff ? String.fromCodePoint(code) : index > 0 ? source.charAt(index - 1) : "";
}

type Neighbour = "space" | "punctuation" | "cjk punctuation" | "cjk" | "other";

function classify(character: string): Neighbour {
	if (character === "" || SPACE.test(character)) return "space";
	const cjk = isCjk(character);
	if (PUNCTUATION.test(character)) return cjk ? "cjk punctuation" : "punctuation";
	return cjk ? "cjk" : "other";
}

function classifyBefore(source: string, index: number): Neighbour {
	const character = characterBefore(source, index);
	if (IDEOGRAPHIC_SELECTOR.test(character)) return "cjk";
	if (!VARIATION_SELECTOR.test(character)) return classify(character);
	const base = characterBefore(source, index - 1);
	return character === FULL_WIDTH_SELECTOR && QUOTES.includes(base) ? "cjk punctuation" : classify(base);
}

interface Flanking {
	readonly canOpen: boolean;
	readonly canClose: boolean;
}

/**
 * Whether the run of `*`, `_` or `~` from `start` to `end` can open or close emphasis: the rules of CommonMark, with the
 * amendments for Chinese, Japanese and Korean, which have no spaces around words.
 */
export function flankingOf(source: string, start: number, end: number): Flanking {
	const before = classifyBefore(source, start);
	const after = classify(characterAt(source, end));
	const cjkBefore = before === "cjk" || before === "cjk punctuation";
	const cjkAfter = after === "cjk" || after === "cjk punctuation";
	const opens =
		after !== "space" && (after !== "punctuation" || before === "space" || before === "punctuation" || cjkBefore);
	const closes =
		before !== "space" && (before !== "punctuation" || after === "space" || after === "punctuation" || cjkAfter);
	if (source[start] !== "_") return { canOpen: opens, canClose: closes };
	return {
		canOpen: opens && (!closes || before.endsWith("punctuation")),
		canClose: closes && (!opens || after.endsWith("punctuation")),
	};
}
