import type { Links } from "marked";
import { convertTokens } from "./convertTokens.ts";
import { holdBack } from "./holdBack.ts";
import { createMarkdownLexer } from "./markdownLexer.ts";
import type { MarkdownNode } from "./markdownNode.ts";
import { mendLastLine } from "./mendLastLine.ts";

export interface MarkdownBlock {
	readonly source: string;
	/** Whether more text may follow: then what is half-written is shown as what it will become. */
	readonly open: boolean;
	/** The link definitions it was parsed with, from anywhere in the text. */
	readonly links: Links;
	readonly nodes: readonly MarkdownNode[];
	/** The link definitions in the block itself, if there are any. */
	readonly definitions: Links | undefined;
}

/** Parses one block of Markdown. */
export function parseBlock(source: string, open: boolean, links: Links): MarkdownBlock {
	const lexer = createMarkdownLexer(links);
	try {
		const tokens = lexer.lex(open ? holdBack(source) : source);
		if (open) mendLastLine(tokens, lexer);
		const definitions = tokens.some((token) => token.type === "def") ? tokens.links : undefined;
		return { source, open, links, definitions, nodes: convertTokens(tokens) };
	} catch {
		// Nesting thousands deep overflows the stack of any recursive parser: such a text is shown as it is.
		return { source, open, links, definitions: undefined, nodes: [{ type: "code_block", language: "", text: source }] };
	}
}
