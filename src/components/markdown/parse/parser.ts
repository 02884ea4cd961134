import type { Lexer, Links } from "marked";
import { revealDirectionOverrides } from "../../primitives/displayText.ts";
import { appendToSplit, blocksOf, EMPTY_SPLIT } from "./blocks.ts";
import { createMarkdownLexer, isPartialFormula } from "./dialect.ts";
import { completeLastLine, hideAmbiguousEnd, parseOpenFence } from "./halfWritten.ts";
import { convertBlocks, type MarkdownNode } from "./nodes.ts";

/** Whether a text may use a link definition that stands elsewhere, so that what it means depends on more than itself. */
export function mayUseReferences(source: string): boolean {
	return /\](?!\()/.test(source);
}

/** What may begin anything but text: a mark, an address, a break of the line. */
const SPECIAL_CHARACTERS = /[\\`*_~[<&@$]|:\/\/|www\.| {2}\n/i;

/**
 * Reads the lines in which nothing is marked, which are most, and leaves the others to the lexer.
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

type BlockState = Pick<MarkdownBlock, "open" | "grows">;

const MAX_BRACKETS = 4_000;
const MAX_CHARACTERS = 100_000;

/** Parses one block of Markdown; with `math`, what stands between dollars is a formula. */
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

/** Blocks in groups: React goes through all children of what renders again, and a long text has hundreds. */
type MarkdownParser = (text: string, open: boolean) => readonly (readonly MarkdownBlock[])[];

const GROUP_SIZE = 16;

/**
 * Makes a function from a text to its parsed blocks. Read a growing text again and again with the same one: blocks
 * and groups of them that did not change come back as the same objects, so that a view of them need not be rendered
 * again. The answer depends on the arguments alone; what was read before only makes it cheaper.
 *
 * @param math - Whether what stands between dollars is a formula.
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

	/** Tells whether link definitions may have come or gone. */
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
		// Browsers compare two strings faster than they look for one at the start of another.
		const grows = next.slice(0, text.length) === text;
		// Finished blocks stay as they are, but the last of them may have been read as the open one.
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

/** All groups before that of the first block that changed stay as they are. */
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
		// An open block may hold half an address.
		if (block.definitions && !block.open) Object.assign(all, { ...block.definitions, ...all });
	}
	return all;
}

function sameLinks(some: Links, others: Links): boolean {
	const labels = Object.keys(some);
	if (labels.length !== Object.keys(others).length) return false;
	return labels.every((label) => some[label]?.href === others[label]?.href);
}
