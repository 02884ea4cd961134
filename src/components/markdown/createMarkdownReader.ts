import type { Links } from "marked";
import { mayUseReferences } from "./mayRefer.ts";
import { type BlockState, type MarkdownBlock, parseBlock } from "./parseBlock.ts";
import { appendToSplit, blocksOf, EMPTY_SPLIT } from "./splitBlocks.ts";

/** Blocks in groups: React goes through all children of what renders again, and a long text has hundreds. */
export type MarkdownParser = (text: string, open: boolean) => readonly (readonly MarkdownBlock[])[];

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
