import { Lexer, Marked, type Token, type TokenizerExtension } from "marked";
import { mathExtensions } from "./mathTokens.ts";
import { pendingReference } from "./pendingReference.ts";

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

// Tables often break lines in their cells with this tag: there is no other way to. It is the only tag we know.
const lineBreakTag: TokenizerExtension = {
	name: "br",
	level: "inline",
	tokenizer(source) {
		const raw = /^<br[ \t]*\/?>/i.exec(source)?.[0];
		return raw === undefined ? undefined : { type: "br", raw };
	},
};

/** GitHub-flavoured Markdown with footnotes and without HTML: a tag is text like any other. */
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
 * @param grows - Whether link definitions may come after it.
 */
export function createMarkdownLexer(math = false, grows = false): Lexer {
	const dialects = grows ? growingDialects : completeDialects;
	return new Lexer(math ? dialects.math : dialects.plain);
}
