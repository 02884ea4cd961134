/** How far a Markdown text has been cut into blocks. Grow it with `appendToSplit`, read it with `blocksOf`. */
interface BlockSplit {
	/** Blocks that no later text can change. */
	readonly finished: readonly string[];
	/** The complete lines of the block that still grows. */
	readonly open: string;
	/** The last line, as long as its newline has not come. */
	readonly line: string;
	/** Set while the open block is a fenced code block: the run of characters that began it. */
	readonly fence: string | undefined;
	/** Whether the open block has a list, which may go on after a blank line. */
	readonly inList: boolean;
	/** Set while the last lines are those of a list: how far a line is indented that belongs to its last item. */
	readonly itemIndent: number | undefined;
	readonly afterBlank: boolean;
}

const NOTHING_OPEN = { open: "", fence: undefined, inList: false, itemIndent: undefined, afterBlank: false } as const;

export const EMPTY_SPLIT: BlockSplit = { ...NOTHING_OPEN, finished: [], line: "" };

const BLANK = /^\s*$/;
const FENCE = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/;
const HEADING = /^#{1,6}(?:\s|$)/;
const LIST_ITEM = /^( {0,3}(?:[-*+]|\d{1,9}[.)]))(?:( {1,4})(?=\S)|\s|$)/;
/** A list may follow a line of text at once only with bullets, or numbered from 1. */
const INTERRUPTS_PARAGRAPH = /^ *(?:[-*+]|1[.)])$/;
/** A rule, a quote or a tag: none of them lets the text of an item go on. */
const ENDS_ITEM = /^ {0,3}(?:>|(?:(?:-[ \t]*){3,}|(?:_[ \t]*){3,}|(?:\*[ \t]*){3,})$|<(?:\/?[a-z].*>|!--))/i;
/** Indented code, or a footnote. */
const NOT_A_PARAGRAPH = /^(?: {4}|\t|\[\^)/;
const INDENTED = /^[ \t]/;

/**
 * Takes in the next piece of a text. Costs what the piece costs, whatever came before; how a text is cut into pieces
 * makes no difference to its blocks.
 *
 * Blocks are cut only where both halves mean the same apart as together, so a block may hold several Markdown
 * constructs (a paragraph and the list under it), but a construct never spans two blocks.
 */
export function appendToSplit(split: BlockSplit, piece: string): BlockSplit {
	const lines = (split.line + piece).split("\n");
	const line = lines.pop() ?? "";
	const grown = lines.reduce((taken, complete) => consumeLine(taken, `${complete}\n`), split);
	return { ...grown, line };
}

/** The blocks of the text so far: joined, they are the text. The last one may still grow. */
export function blocksOf(split: BlockSplit): readonly string[] {
	const { finished, open } = split.line === "" ? split : consumeLine(split, split.line);
	return open === "" ? finished : [...finished, open];
}

function consumeLine(split: BlockSplit, line: string): BlockSplit {
	if (split.fence !== undefined) return consumeFencedLine(split, split.fence, line);
	if (BLANK.test(line)) return { ...split, open: split.open + line, afterBlank: split.open.trim() !== "" };
	return addLine(startsBlock(split, line) ? finishBlock(split) : split, line);
}

function consumeFencedLine(split: BlockSplit, fence: string, line: string): BlockSplit {
	const taken = { ...split, open: split.open + line };
	return closesFence(fence, line) ? finishBlock(taken) : taken;
}

function addLine(split: BlockSplit, line: string): BlockSplit {
	return {
		...split,
		open: split.open + line,
		// A fence that is indented under a list belongs to the item, and ends with it.
		fence: split.itemIndent === undefined ? FENCE.exec(line)?.[1] : undefined,
		inList: split.inList || LIST_ITEM.test(line),
		itemIndent: itemIndentAfter(split, line),
		afterBlank: false,
	};
}

function startsBlock(split: BlockSplit, line: string): boolean {
	if (split.open.trim() === "") return false;
	if (HEADING.test(line)) return true;
	if (FENCE.test(line)) return split.itemIndent === undefined || indentOf(line) < split.itemIndent;
	// After a blank line, what is indented may still belong to the list, footnote or code above.
	return split.afterBlank && !INDENTED.test(line) && !(split.inList && LIST_ITEM.test(line));
}

function itemIndentAfter({ itemIndent, open, afterBlank }: BlockSplit, line: string): number | undefined {
	// What is indented as far as the item's text is part of it, an item in an item too.
	if (itemIndent !== undefined && indentOf(line) >= itemIndent) return itemIndent;
	if (ENDS_ITEM.test(line.trimEnd())) return undefined;
	const [, marker, space] = LIST_ITEM.exec(line) ?? [];
	if (marker === undefined) return itemIndent;
	const isInText = itemIndent === undefined && !afterBlank && endsInParagraph(open);
	return INTERRUPTS_PARAGRAPH.test(marker) || !isInText ? marker.length + (space ?? " ").length : undefined;
}

/** Whether the last line may be one of a paragraph. */
function endsInParagraph(open: string): boolean {
	const line = open.slice(open.lastIndexOf("\n", open.length - 2) + 1);
	return !(BLANK.test(line) || HEADING.test(line) || ENDS_ITEM.test(line.trimEnd()) || NOT_A_PARAGRAPH.test(line));
}

function indentOf(line: string): number {
	return line.length - line.trimStart().length;
}

function closesFence(fence: string, line: string): boolean {
	const run = /^ {0,3}(`{3,}|~{3,})\s*$/.exec(line)?.[1];
	return run !== undefined && run[0] === fence[0] && run.length >= fence.length;
}

function finishBlock(split: BlockSplit): BlockSplit {
	return { ...split, ...NOTHING_OPEN, finished: [...split.finished, split.open] };
}
