import type { Links } from "marked";
import { revealDirectionOverrides } from "../../primitives/displayText.ts";
import { appendToSplit, blocksOf, completeSplit, EMPTY_SPLIT } from "./blocks.ts";
import { type LexedMarkdown, lexMarkdown } from "./dialect.ts";
import { parseNestedFence } from "./fence.ts";
import { endsInTable, hideAmbiguousEnd, parseOpenFence } from "./halfWritten.ts";
import type { InlineContext } from "./inline.ts";
import { isPartialMath } from "./math.ts";
import { convertBlocks, type MarkdownNode } from "./nodes.ts";

/** Whether a text may use a link definition from elsewhere, so that its meaning depends on other text. */
export function mayUseReferences(source: string): boolean {
	return /\](?!\()/.test(source);
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

const MAX_CHARACTERS = 100_000;
const FENCE = /^\s*(?:```|~~~)/;

/**
 * Parses one block of Markdown. One that is too long, nested too deep or takes too much time is shown as it is written.
 *
 * @param math - Whether formulas are drawn.
 */
function parseBlock(raw: string, state: BlockState, links: Links, math = false): MarkdownBlock {
	const { open, grows } = state;
	const empty = { source: raw, open, grows, links, definitions: undefined, nodes: [] };
	// As CommonMark has it: browsers do not show the character.
	const source = raw.replaceAll("\0", "\ufffd");
	const isLong = source.length > MAX_CHARACTERS;
	const code = isLong && !FENCE.test(source) ? undefined : parseFence(source, open);
	if (code) return { ...empty, nodes: code };
	if (isLong) return { ...empty, nodes: asSource(source) };
	if (open && math && isPartialMath(source)) return empty;
	try {
		const { tokens, definitions } = lexBlock(source.replace(/\r\n?/g, "\n"), open, { links, math, grows });
		return { ...empty, definitions, nodes: convertBlocks(tokens) };
	} catch {
		// It is nested too deep or takes too long. Whatever else it may be, the text is worth more than the error.
		return { ...empty, nodes: asSource(source) };
	}
}

function lexBlock(source: string, open: boolean, context: InlineContext): LexedMarkdown {
	if (!open) return lexMarkdown(source, context);
	const written = hideAmbiguousEnd(source);
	const lexed = lexMarkdown(written, context, true);
	// What completes the header of a table would be visible anywhere else.
	const isHarmless = source.startsWith(written) || endsInTable(lexed.tokens);
	return isHarmless ? lexed : lexMarkdown(source, context, true);
}

function parseFence(source: string, open: boolean): readonly MarkdownNode[] | undefined {
	return open ? parseOpenFence(source) : parseNestedFence(source);
}

function asSource(source: string): readonly MarkdownNode[] {
	return [{ type: "source", text: revealDirectionOverrides(source.trimEnd()) }];
}

/** Parses a text into groups of blocks: React visits all children of what renders again, and a long text has hundreds. */
type MarkdownParser = (text: string, open: boolean) => readonly (readonly MarkdownBlock[])[];

const GROUP_SIZE = 16;

/**
 * Creates a function that parses a text into groups of blocks. Use the same one for all versions of a growing text:
 * blocks and groups that did not change are returned as the same objects, so that views need not render again. The
 * result depends on the arguments only; earlier calls just make it cheaper.
 *
 * @param math - Whether formulas are drawn.
 * @example
 * const read = createMarkdownParser();
 * const [[title]] = read("# Title\n\nIt go", true);
 * read("# Title\n\nIt goes on", true)[0][0] === title; // true
 */
export function createMarkdownParser(math = false): MarkdownParser {
	let text = "";
	let wasOpen = false;
	let split = EMPTY_SPLIT;
	/** What is shown: `split`, unless the end of a complete text gives it another meaning. */
	let shown = split;
	let links: Links = {};
	const blocks: MarkdownBlock[] = [];
	let groups: readonly (readonly MarkdownBlock[])[] = [];

	/** Whether link definitions may have been added or removed. */
	function parseFrom(first: number, open: boolean): boolean {
		const replaced = blocks.splice(first);
		const sources = blocksOf(shown).slice(first);
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
		const wasAmbiguous = shown !== split;
		const finished = split.finished.length;
		split = appendToSplit(grows ? split : EMPTY_SPLIT, grows ? next.slice(text.length) : next);
		shown = open ? split : completeSplit(split, next);
		// Complete blocks stay the same, but the last one may have been parsed as the open block.
		const isSettled = grows && open === wasOpen && !wasAmbiguous && shown === split;
		const settled = isSettled ? Math.max(finished - 1, 0) : 0;
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
		// An open block may contain half an address. The first of two definitions counts.
		if (block.open) continue;
		for (const [label, link] of Object.entries(block.definitions ?? {})) all[label] ??= link;
	}
	return all;
}

function sameLinks(some: Links, others: Links): boolean {
	const labels = Object.keys(some);
	if (labels.length !== Object.keys(others).length) return false;
	return labels.every((label) => some[label]?.href === others[label]?.href);
}
