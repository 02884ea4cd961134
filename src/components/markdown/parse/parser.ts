import type { Lexer, Links } from "marked";
import { revealDirectionOverrides } from "../../primitives/displayText.ts";
import { appendToSplit, blocksOf, EMPTY_SPLIT } from "./blocks.ts";
import { createMarkdownLexer, isPartialFormula } from "./dialect.ts";
import { completeLastLine, hideAmbiguousEnd, parseOpenFence } from "./halfWritten.ts";
import { convertBlocks, type MarkdownNode } from "./nodes.ts";

/** Whether a text may use a link definition from elsewhere, so that its meaning depends on other text. */
export function mayUseReferences(source: string): boolean {
	return /\](?!\()/.test(source);
}

/** Characters that may start something other than text: a mark, an address, a line break. */
const SPECIAL_CHARACTERS = /[\\`*_~[<&@$]|:\/\/|www\.| {2}\n/i;

/**
 * Reads the lines without any markup, which are most of them, and leaves the others to the lexer.
 *
 * `inlineQueue` is in marked's types but not in its documentation, so that any release may change it: package.json
 * names one exact version of marked as long as this file and `halfWritten.ts` use it.
 */
function lexPlainLines(lexer: Lexer): void {
	lexer.inlineQueue = lexer.inlineQueue.filter(({ src, tokens }) => {
		if (SPECIAL_CHARACTERS.test(src)) return true;
		if (src !== "") tokens.push({ type: "text", raw: src, text: src });
		return false;
	});
}

export interface MarkdownBlock {
	readonly source: string;
	/** Whether more text may follow: then half-written Markdown is shown as it will look when complete. */
	readonly open: boolean;
	/** Whether definitions may follow, in this block or after it. */
	readonly grows: boolean;
	/** The link definitions of the whole text that it was parsed with. */
	readonly links: Links;
	readonly nodes: readonly MarkdownNode[];
	/** The link definitions in the block itself, if any. */
	readonly definitions: Links | undefined;
}

type BlockState = Pick<MarkdownBlock, "open" | "grows">;

const MAX_BRACKETS = 4_000;
const MAX_CHARACTERS = 100_000;

/** Parses one block of Markdown. With `math`, text between dollars is a formula. */
function parseBlock(source: string, state: BlockState, links: Links, math = false): MarkdownBlock {
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
		// The first of two definitions counts, and it may be in an earlier block.
		Object.assign(defined, links);
		lexPlainLines(lexer);
		if (open) completeLastLine(lexer);
		// The blocks are known now: read the inline content of their lines.
		return { ...empty, definitions, nodes: convertBlocks(lexer.lex("")) };
	} catch {
		// Nesting of thousands of levels overflows the stack of a recursive parser: show the source.
		return asSource(empty);
	}
}

/** Outside of code, the lexer searches all following text for each line and each closing bracket. */
function isTooExpensive(source: string): boolean {
	if (source.length < MAX_BRACKETS) return false;
	const isCostly = source.length > MAX_CHARACTERS || source.split("[").length > MAX_BRACKETS;
	return isCostly && !/^\s*(?:```|~~~)/.test(source);
}

function asSource(block: MarkdownBlock): MarkdownBlock {
	const text = revealDirectionOverrides(block.source);
	return { ...block, nodes: [{ type: "code_block", language: "", text }] };
}

/** Parses a text into groups of blocks: React visits all children of what renders again, and a long text has hundreds. */
type MarkdownParser = (text: string, open: boolean) => readonly (readonly MarkdownBlock[])[];

const GROUP_SIZE = 16;

/**
 * Creates a function that parses a text into groups of blocks. Use the same one for all versions of a growing text:
 * blocks and groups that did not change are returned as the same objects, so that views need not render again. The
 * result depends on the arguments only; earlier calls just make it cheaper.
 *
 * @param math - Whether text between dollars is a formula.
 * @example
 * const read = createMarkdownParser();
 * const [[title]] = read("# Title\n\nIt go", true);
 * read("# Title\n\nIt goes on", true)[0][0] === title; // true
 */
export function createMarkdownParser(math = false): MarkdownParser {
	let text = "";
	let wasOpen = false;
	let split = EMPTY_SPLIT;
	let links: Links = {};
	const blocks: MarkdownBlock[] = [];
	let groups: readonly (readonly MarkdownBlock[])[] = [];

	/** Whether link definitions may have been added or removed. */
	function parseFrom(first: number, open: boolean): boolean {
		const replaced = blocks.splice(first);
		const sources = blocksOf(split).slice(first);
		const parsed = sources.map((source, index) => {
			const state = { open: open && index === sources.length - 1, grows: open };
			const before = replaced[index];
			return before && isUpToDate(before, source, state, links) ? before : parseBlock(source, state, links, math);
		});
		blocks.push(...parsed);
		const changed = parsed.findIndex((block, index) => block !== replaced[index]);
		groups = regroup(groups, blocks, first + (changed < 0 ? parsed.length : changed));
		return [...replaced, ...parsed].some((block) => block.definitions);
	}

	return (next, open) => {
		// Comparing two strings is faster than `startsWith`.
		const grows = next.slice(0, text.length) === text;
		// Complete blocks stay the same, but the last one may have been parsed as the open block.
		const settled = grows && open === wasOpen ? Math.max(split.finished.length - 1, 0) : 0;
		split = appendToSplit(grows ? split : EMPTY_SPLIT, grows ? next.slice(text.length) : next);
		text = next;
		wasOpen = open;
		if (parseFrom(settled, open)) {
			const defined = definitionsIn(blocks);
			if (!sameLinks(defined, links)) {
				links = defined;
				parseFrom(0, open);
			}
		}
		return groups;
	};
}

/** All groups before the first changed block stay the same. */
function regroup(groups: readonly (readonly MarkdownBlock[])[], blocks: readonly MarkdownBlock[], changed: number) {
	const grown = groups.slice(0, Math.floor(changed / GROUP_SIZE));
	while (grown.length * GROUP_SIZE < blocks.length) {
		grown.push(blocks.slice(grown.length * GROUP_SIZE, (grown.length + 1) * GROUP_SIZE));
	}
	return grown;
}

function isUpToDate(block: MarkdownBlock, source: string, { open, grows }: BlockState, links: Links): boolean {
	if (block.source !== source || block.open !== open) return false;
	return (block.links === links && block.grows === grows) || !mayUseReferences(source);
}

function definitionsIn(blocks: readonly MarkdownBlock[]): Links {
	const all: Links = Object.create(null);
	for (const block of blocks) {
		// An open block may contain half an address.
		if (block.definitions && !block.open) Object.assign(all, { ...block.definitions, ...all });
	}
	return all;
}

function sameLinks(some: Links, others: Links): boolean {
	const labels = Object.keys(some);
	if (labels.length !== Object.keys(others).length) return false;
	return labels.every((label) => some[label]?.href === others[label]?.href);
}
