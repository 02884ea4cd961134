import type { Links } from "marked";
import { revealDirectionOverrides } from "../text/revealDirectionOverrides.ts";
import { convertBlocks } from "./convertTokens.ts";
import { hideAmbiguousEnd } from "./holdBack.ts";
import { createMarkdownLexer } from "./markdownLexer.ts";
import type { MarkdownNode } from "./markdownNode.ts";
import { isPartialFormula } from "./mathTokens.ts";
import { completeLastLine } from "./mendLastLine.ts";
import { parseOpenFence } from "./readOpenCode.ts";
import { lexPlainLines } from "./readPlainLines.ts";

export interface MarkdownBlock {
	readonly source: string;
	/** Whether more text may follow: then what is half-written is shown as what it will become. */
	readonly open: boolean;
	/** Whether definitions may follow, in this block or after it. */
	readonly grows: boolean;
	/** The link definitions it was parsed with, from anywhere in the text. */
	readonly links: Links;
	readonly nodes: readonly MarkdownNode[];
	/** The link definitions in the block itself, if there are any. */
	readonly definitions: Links | undefined;
}

export type BlockState = Pick<MarkdownBlock, "open" | "grows">;

const MAX_BRACKETS = 4_000;
const MAX_CHARACTERS = 100_000;

/** Parses one block of Markdown; with `math`, what stands between dollars is a formula. */
export function parseBlock(source: string, state: BlockState, links: Links, math = false): MarkdownBlock {
	const { open, grows } = state;
	const empty = { source, open, grows, links, definitions: undefined, nodes: [] };
	if (isTooExpensive(source)) return asSource(empty);
	const code = open ? parseOpenFence(source) : undefined;
	if (code) return { ...empty, nodes: code };
	if (math && open && isPartialFormula(source)) return empty;
	const lexer = createMarkdownLexer(math, grows);
	try {
		lexer.blockTokens((open ? hideAmbiguousEnd(source) : source).replace(/\r\n?/g, "\n"), lexer.tokens);
		const defined = lexer.tokens.links;
		const definitions = Object.keys(defined).length > 0 ? { ...defined } : undefined;
		// Of two definitions the first one counts, and it may stand in a block before.
		Object.assign(defined, links);
		lexPlainLines(lexer);
		if (open) completeLastLine(lexer);
		// With the blocks there, it reads what stands in their lines.
		return { ...empty, definitions, nodes: convertBlocks(lexer.lex("")) };
	} catch {
		// Nesting thousands deep overflows the stack of any recursive parser: such a text is shown as it is.
		return asSource(empty);
	}
}

/** Outside of code the lexer goes through all that follows for each line, and for each bracket's end. */
function isTooExpensive(source: string): boolean {
	if (source.length < MAX_BRACKETS) return false;
	const isCostly = source.length > MAX_CHARACTERS || source.split("[").length > MAX_BRACKETS;
	return isCostly && !/^\s*(?:```|~~~)/.test(source);
}

function asSource(block: MarkdownBlock): MarkdownBlock {
	const text = revealDirectionOverrides(block.source);
	return { ...block, nodes: [{ type: "code_block", language: "", text }] };
}
