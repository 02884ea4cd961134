import { Lexer, Marked, type Token, type TokenizerExtension } from "marked";

export interface MathToken {
	type: "math";
	raw: string;
	text: string;
	display: boolean;
}

/** A `$$…$$` block. */
const mathBlock: TokenizerExtension = {
	name: "math",
	level: "block",
	start: (source) => /(?:^|\n)\$\$/.exec(source)?.index,
	tokenizer(source) {
		const [raw, text] = /^\$\$([^$]+)\$\$[ \t]*(?:\n|$)/.exec(source) ?? [];
		if (raw === undefined || text === undefined) return undefined;
		return { type: "math", raw, text: text.trim(), display: true } satisfies MathToken;
	},
};

/** Inline `$…$`. So that amounts of money are not formulas, there is no space inside the dollars and no digit after them. */
const mathInline: TokenizerExtension = {
	name: "math",
	level: "inline",
	start: (source) => /(?<![\\$])\$/.exec(source)?.index,
	tokenizer(source) {
		const [raw, dollars, text] = /^(\$\$?)(?![\s$])((?:\\.|[^$\\\n])+?)(?<!\s)\1(?![\d$])/.exec(source) ?? [];
		if (raw === undefined || text === undefined) return undefined;
		return { type: "math", raw, text, display: dollars === "$$" } satisfies MathToken;
	},
};

const mathExtensions: TokenizerExtension[] = [mathBlock, mathInline];

/** Whether a growing block is a formula without its end. */
export function isPartialFormula(source: string): boolean {
	return /^\s*\$\$[^$]*\$?$/.test(source);
}

export interface PendingReferenceToken {
	type: "pending_reference";
	raw: string;
	/** The visible text. */
	tokens: Token[];
}

const REFERENCE = /^(!?)\[((?:[^[\]\\\n]|\\.)+)\]\[([^[\]\n]*)\]/;
const WORD_AT_END = /[\p{L}\p{N}]$/u;

/**
 * A link whose definition may still follow shows its text, an image nothing: both would flicker otherwise. Brackets
 * after a word, as in `items[0][1]`, are an index, and footnote marks are not links.
 */
const pendingReference: TokenizerExtension = {
	name: "pending_reference",
	level: "inline",
	tokenizer(source, before) {
		const [raw, image, words = "", label] = REFERENCE.exec(source) ?? [];
		if (raw === undefined || words.startsWith("^") || label?.startsWith("^")) return undefined;
		if (WORD_AT_END.test(before.at(-1)?.raw ?? "") && !image) return undefined;
		if (normalizeLabel(label || words) in this.lexer.tokens.links) return undefined;
		const tokens = image ? [] : this.lexer.inlineTokens(words);
		return { type: "pending_reference", raw, tokens } satisfies PendingReferenceToken;
	},
};

/** Labels are compared without case and white space. */
function normalizeLabel(label: string): string {
	return label.replace(/\s+/g, " ").toLowerCase();
}

export interface FootnoteToken {
	type: "footnote";
	raw: string;
	label: string;
	tokens: Token[];
}

export interface FootnoteReferenceToken {
	type: "footnote_reference";
	raw: string;
	label: string;
}

const footnote: TokenizerExtension = {
	name: "footnote",
	level: "block",
	start: (source) => /(?:^|\n)\[\^[^\]\s]+\]:/.exec(source)?.index,
	tokenizer(source) {
		const match = /^\[\^([^\]\s]+)\]:[ \t]*([^\n]*(?:\n(?:[ \t]*\n)*(?: {4}|\t)[^\n]+)*)(?:\n|$)/.exec(source);
		const [raw, label, body] = match ?? [];
		if (raw === undefined || label === undefined || body === undefined) return undefined;
		const tokens = this.lexer.blockTokens(body.replace(/\n(?: {4}|\t)/g, "\n"), []);
		return { type: "footnote", raw, label, tokens } satisfies FootnoteToken;
	},
};

const footnoteReference: TokenizerExtension = {
	name: "footnote_reference",
	level: "inline",
	tokenizer(source) {
		const [raw, label] = /^\[\^([^\]\s]+)\]/.exec(source) ?? [];
		if (raw === undefined || label === undefined) return undefined;
		return { type: "footnote_reference", raw, label } satisfies FootnoteReferenceToken;
	},
};

// The only supported tag: in table cells there is no other way to break a line.
const lineBreakTag: TokenizerExtension = {
	name: "br",
	level: "inline",
	tokenizer(source) {
		const raw = /^<br[ \t]*\/?>/i.exec(source)?.[0];
		return raw === undefined ? undefined : { type: "br", raw };
	},
};

/** GitHub-flavoured Markdown with footnotes and without HTML: tags are plain text. */
function createDialect(...more: TokenizerExtension[]) {
	return new Marked({ gfm: true }).use({
		extensions: [footnote, footnoteReference, lineBreakTag, ...more],
		tokenizer: { html: () => undefined, tag: () => undefined },
	}).defaults;
}

const completeDialects = { plain: createDialect(), math: createDialect(...mathExtensions) };
const growingDialects = {
	plain: createDialect(pendingReference),
	math: createDialect(pendingReference, ...mathExtensions),
};

/**
 * A lexer for one text.
 *
 * @param grows - Whether link definitions may follow.
 */
export function createMarkdownLexer(math = false, grows = false): Lexer {
	const dialects = grows ? growingDialects : completeDialects;
	return new Lexer(math ? dialects.math : dialects.plain);
}
