import { Lexer, type Links, Marked, type MarkedToken, type Token, type TokenizerExtension } from "marked";
import { DETAILS_START, endOfDetails } from "./details.ts";
import { protectTabs, restoreTabs } from "./fence.ts";
import { completeLastLine } from "./halfWritten.ts";
import { footnoteKey, type InlineContext, parseInline } from "./inline.ts";
import { isFormulaText, type MathSource, readDollarBlock, readMathBlock } from "./math.ts";
import { type MarkdownLine, visibleText } from "./nodes.ts";
import { mayStartTable, readTable } from "./table.ts";

/** The inline content of a paragraph, heading or cell. */
interface LineToken {
	type: "line";
	raw: string;
	nodes: MarkdownLine;
}

interface MathToken extends MathSource {
	type: "math";
	/** Whether the host draws formulas. */
	isDrawn: boolean;
}

export interface FootnoteToken {
	type: "footnote";
	raw: string;
	label: string;
	tokens: Token[];
}

export interface DetailsToken {
	type: "details";
	raw: string;
	open: boolean;
	summary: Token[] | undefined;
	tokens: Token[];
}

interface CommentToken {
	type: "comment";
	raw: string;
}

export type BlockToken = MarkedToken | LineToken | MathToken | FootnoteToken | DetailsToken | CommentToken;

const footnote: TokenizerExtension = {
	name: "footnote",
	level: "block",
	tokenizer(source) {
		const match = /^ {0,3}\[\^([^\s[\]]{1,200})\]:[ \t]*([^\n]*(?:\n(?:[ \t]*\n)*(?: {4}|\t)[^\n]+)*)(?:\n|$)/.exec(
			source,
		);
		const [raw, label, body] = match ?? [];
		if (raw === undefined || label === undefined || body === undefined) return undefined;
		this.lexer.tokens.links[footnoteKey(label)] ??= { href: "", title: "" };
		const tokens = this.lexer.blockTokens(body.replace(/\n(?: {4}|\t)/g, "\n"), []);
		return { type: "footnote", raw, label, tokens } satisfies FootnoteToken;
	},
};

/** `\[…\]`: where the host draws no formulas it is shown as it is written, because its signs are no Markdown. */
function createBracketMath(isDrawn: boolean): TokenizerExtension {
	return {
		name: "math",
		level: "block",
		tokenizer(source) {
			const math = readMathBlock(source);
			return math && ({ type: "math", ...math, isDrawn } satisfies MathToken);
		},
	};
}

/** A `$$…$$` block, which is also shown as it is written where the host draws no formulas. */
function createDollarMath(isDrawn: boolean): TokenizerExtension {
	return {
		name: "math",
		level: "block",
		tokenizer(source) {
			const math = readDollarBlock(source);
			return math && (isDrawn || isFormulaText(math.text))
				? ({ type: "math", ...math, isDrawn } satisfies MathToken)
				: undefined;
		},
	};
}

const details: TokenizerExtension = {
	name: "details",
	level: "block",
	tokenizer(source) {
		const [start, open] = DETAILS_START.exec(source) ?? [];
		if (start === undefined) return undefined;
		spend(this.lexer, source.length);
		const end = endOfDetails(source);
		const inside = source.slice(start.length, end).replace(/<\/details[ \t]*>$/i, "");
		// Without its end, a summary is one line: it may still be written.
		const [heading, whole, half] =
			/^\s*<summary[ \t]*>(?:([^\n]*(?:\n(?![ \t]*\n)[^\n]*)*?)<\/summary[ \t]*>|([^\n]*))/i.exec(inside) ?? [];
		const summary = whole ?? half;
		const body = inside.slice(heading?.length ?? 0).replace(/^[ \t]+/, "");
		// Also in a list item its text is paragraphs.
		const { top } = this.lexer.state;
		this.lexer.state.top = true;
		const tokens = this.lexer.blockTokens(body, []);
		this.lexer.state.top = top;
		return {
			type: "details",
			raw: source.slice(0, end) + (/^[ \t]*\n/.exec(source.slice(end))?.[0] ?? ""),
			open: open !== undefined,
			summary: summary === undefined ? undefined : this.lexer.inline(summary.trim()),
			tokens,
		} satisfies DetailsToken;
	},
};

/** A comment is not shown, as on GitHub. One without an end is text. */
const comment: TokenizerExtension = {
	name: "comment",
	level: "block",
	tokenizer(source) {
		if (!/^ {0,3}<!--/.test(source)) return undefined;
		spend(this.lexer, source.length);
		const raw = /^ {0,3}<!--(?:-?>|(?:(?!-->)[\s\S])*-->)[ \t]*(?:\n|$)/.exec(source)?.[0];
		return raw === undefined ? undefined : ({ type: "comment", raw } satisfies CommentToken);
	},
};

/** Where a paragraph may be interrupted by one of the blocks above. marked itself does so for tags and comments. */
const INTERRUPTION = /\n(?: {0,3}\[\^[^\s[\]]{1,200}\]:| {0,3}\\\[|\$\$)/;

function createDialect(math: boolean) {
	const footnoteAndStart: TokenizerExtension = {
		...footnote,
		start(source) {
			spend(this.lexer, source.length);
			return INTERRUPTION.exec(source)?.index;
		},
	};
	return new Marked({ gfm: true }).use({
		extensions: [footnoteAndStart, details, comment, createBracketMath(math), createDollarMath(math)],
		tokenizer: {
			html: () => undefined,
			// These may read all that follows, so they count; `false` leaves the rest to marked.
			list(source) {
				if (/^ {0,3}(?:[-*+]|\d{1,9}[.)])/.test(source)) spend(this.lexer, source.length);
				return false;
			},
			blockquote(source) {
				if (/^ {0,3}>/.test(source)) spend(this.lexer, source.length);
				return false;
			},
			def(source) {
				if (/^ {0,3}\[/.test(source)) spend(this.lexer, source.length);
				// A footnote's text is no address.
				return /^ {0,3}\[\^/.test(source) ? undefined : false;
			},
			text(source) {
				spend(this.lexer, source.length);
				return false;
			},
			table(source) {
				if (!mayStartTable(source)) return undefined;
				spend(this.lexer, source.length);
				return readTable(this, source);
			},
		},
	}).defaults;
}

const DIALECTS = { plain: createDialect(false), math: createDialect(true) };

/** Deeper nesting only occurs in texts that try to make parsing expensive. */
const MAX_DEPTH = 33;
/** How many characters may be read for each one of the source, because some are read again. */
const MAX_READS = 200;
const FREE_READS = 200_000;

/** marked's block lexer with limits: each time that it reads a text again counts. */
class MarkdownLexer extends Lexer {
	#depth = 0;
	#left = 0;

	/** @throws {RangeError} If the source is nested too deep or takes too long to parse. */
	readBlocks(source: string): void {
		this.#left = FREE_READS + source.length * MAX_READS;
		this.blockTokens(source, this.tokens);
	}

	spend(characters: number): void {
		this.#left -= characters;
		if (this.#left < 0) throw new RangeError("Markdown that takes too long to parse is not rendered.");
	}

	override blockTokens(source: string, tokens?: Token[], lastParagraphClipped?: boolean) {
		this.spend(source.length);
		if (++this.#depth > MAX_DEPTH) throw new RangeError(`Markdown nested ${MAX_DEPTH} deep is not rendered.`);
		// Typed for a list of its own, too; the lexer returns the one it gets.
		const read = super.blockTokens(source, tokens, lastParagraphClipped) as Lexer["tokens"];
		this.#depth--;
		return read;
	}
}

function spend(lexer: Lexer, characters: number): void {
	if (lexer instanceof MarkdownLexer) lexer.spend(characters);
}

export interface LexedMarkdown {
	readonly tokens: readonly Token[];
	/** The link definitions and footnotes in the text itself, if any. */
	readonly definitions: Links | undefined;
}

/**
 * Reads GitHub-flavoured Markdown with footnotes, formulas, and a few tags without attributes. Other tags are text.
 *
 * @param open - Whether to complete a half-written end.
 * @throws {RangeError} If it is nested too deep or takes too long to parse.
 */
export function lexMarkdown(text: string, { links, math, grows }: InlineContext, open = false): LexedMarkdown {
	const source = protectTabs(text, open);
	const lexer = new MarkdownLexer(DIALECTS[math ? "math" : "plain"]);
	lexer.readBlocks(source);
	const { tokens, inlineQueue } = lexer;
	const definitions = Object.keys(tokens.links).length > 0 ? { ...tokens.links } : undefined;
	// The first of two definitions counts, and it may be in an earlier block.
	const context = { links: Object.assign(tokens.links, links), math, grows };
	const completed = open ? completeLastLine(lexer, source) : undefined;
	// `inlineQueue` is in marked's types but not in its documentation, so that any release may change it: package.json
	// names one exact version of marked as long as this file and `halfWritten.ts` use it.
	for (const { src, tokens: line } of inlineQueue) {
		const raw = restoreTabs(src);
		const nodes =
			line === completed?.tokens ? parseCompleted(completed.source, raw, context) : parseInline(raw, context);
		line.push({ type: "line", raw, nodes } satisfies LineToken);
	}
	return { tokens, definitions };
}

/** A half-written line. The markers that complete it must not be visible themselves. */
function parseCompleted(source: string, written: string, context: InlineContext): MarkdownLine {
	const completed = parseInline(restoreTabs(source), context);
	if (source === written) return completed;
	const plain = parseInline(written, context);
	return isPartOf(visibleText(completed), visibleText(plain)) ? completed : plain;
}

/** Whether a text is left of another one when characters are removed. */
function isPartOf(part: string, whole: string): boolean {
	let index = -1;
	for (const character of part) {
		index = whole.indexOf(character, index + 1);
		if (index < 0) return false;
	}
	return true;
}
