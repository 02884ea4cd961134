import { DETAILS_START, type DetailsScan, NO_DETAILS, scanDetails } from "./details.ts";
import { type Fence, openFence, readFencedLine } from "./fence.ts";

/** The state of splitting a text into blocks. Extend it with `appendToSplit`, read it with `blocksOf`. */
interface BlockSplit {
	/** Complete blocks, which later text cannot change. */
	readonly finished: readonly string[];
	/** The complete lines of the open block. */
	readonly open: string;
	/** The last of these lines. */
	readonly lastLine: string;
	/** The last line, without a newline so far. */
	readonly line: string;
	/** How many characters were read before that line. */
	readonly length: number;
	/** The opening fence, if the open block is fenced code. */
	readonly fence: Fence | undefined;
	/** Whether the open block contains a list, which may continue after a blank line. */
	readonly inList: boolean;
	/** The indentation of the last item of a list, if the last lines are in one. */
	readonly itemIndent: number | undefined;
	readonly afterBlank: boolean;
	/** The `<details>` that are open. */
	readonly details: DetailsScan;
	/** Whether the last lines are in a comment, which may contain blank lines. */
	readonly inComment: boolean;
	/** Where the last comment ends, which is only known of a complete text: after that, `<!--` is text. */
	readonly lastCommentEnd: number;
	/** Whether code of other languages may be in code blocks of Markdown: see `Fence`. */
	readonly nests: boolean;
	/** Whether that has made a difference. */
	readonly hasNested: boolean;
	/** Whether a code block without a language contains what looks like the start of another one. */
	readonly isSuspicious: boolean;
}

const NOTHING_OPEN = {
	open: "",
	lastLine: "",
	fence: undefined,
	inList: false,
	itemIndent: undefined,
	afterBlank: false,
	details: NO_DETAILS,
	inComment: false,
} as const;

export const EMPTY_SPLIT: BlockSplit = {
	...NOTHING_OPEN,
	finished: [],
	line: "",
	length: 0,
	lastCommentEnd: Number.POSITIVE_INFINITY,
	nests: true,
	hasNested: false,
	isSuspicious: false,
};

const BLANK = /^\s*$/;
const HEADING = /^#{1,6}(?:\s|$)/;
const LIST_ITEM = /^( {0,3}(?:[-*+]|\d{1,9}[.)]))(?:( {1,4})(?=\S)|\s|$)/;
/** Only a list with bullets, or one that starts with 1, can interrupt a paragraph. */
const INTERRUPTS_PARAGRAPH = /^ *(?:[-*+]|1[.)])$/;
/** A rule, a quote or a tag: they end the text of a list item. */
const ENDS_ITEM = /^ {0,3}(?:>|(?:(?:-[ \t]*){3,}|(?:_[ \t]*){3,}|(?:\*[ \t]*){3,})$|<(?:\/?[a-z].*>|!--))/i;
/** Indented code, or a footnote. */
const NOT_A_PARAGRAPH = /^(?: {4}|\t| {0,3}\[\^)/;
const INDENTED = /^[ \t]/;
const COMMENT_START = /^ {0,3}<!--(?!-?>)/;

/**
 * Appends the next chunk of a text. The cost depends on the chunk only, and the blocks do not depend on how the text is
 * divided into chunks.
 *
 * A text is split only where both halves mean the same alone as together. So a block may contain several Markdown
 * constructs (a paragraph and the list below it), but no construct spans two blocks.
 */
export function appendToSplit(split: BlockSplit, piece: string): BlockSplit {
	const lines = (split.line + piece).split("\n");
	const line = lines.pop() ?? "";
	// Copied once instead of for each block.
	const blocks: string[] = [];
	let grown: BlockSplit = { ...split, finished: blocks };
	for (const complete of lines) grown = consumeLine(grown, `${complete}\n`, blocks);
	return { ...grown, finished: blocks.length > 0 ? split.finished.concat(blocks) : split.finished, line };
}

/** The blocks of the text so far; joined, they are the text. The last one may still grow. */
export function blocksOf(split: BlockSplit): readonly string[] {
	const last: string[] = [];
	const { open } = split.line === "" ? split : consumeLine(split, split.line, last);
	return [...split.finished, ...last, ...(open === "" ? [] : [open])];
}

/**
 * The split of a text that is complete: its end says what some of its beginning means. `<!--` without an end is text.
 * Code in a code block of Markdown is read as the specification says if that leaves no fence over.
 *
 * @param split - What `appendToSplit` returned for the text.
 */
export function completeSplit(split: BlockSplit, text: string): BlockSplit {
	const end = endOf(split);
	if (!end.hasNested && !end.inComment) return split;
	const lastCommentEnd = text.lastIndexOf("-->");
	const strict = appendToSplit({ ...EMPTY_SPLIT, lastCommentEnd, nests: false }, text);
	const { fence, isSuspicious } = endOf(strict);
	if (fence === undefined && !isSuspicious) return strict;
	const nested = appendToSplit({ ...EMPTY_SPLIT, lastCommentEnd }, text);
	return endOf(nested).fence === undefined ? nested : strict;
}

/** The state after the last line. */
function endOf(split: BlockSplit): BlockSplit {
	return split.line === "" ? split : consumeLine(split, split.line, []);
}

function consumeLine(before: BlockSplit, line: string, blocks: string[]): BlockSplit {
	const split = { ...before, length: before.length + line.length };
	if (split.fence !== undefined) return consumeFencedLine(split, split.fence, line, blocks);
	if (split.details.depth > 0) return consumeDetailsLine(split, line, blocks);
	if (split.inComment) return { ...withLine(split, line), inComment: !line.includes("-->"), afterBlank: false };
	if (BLANK.test(line)) return { ...split, open: split.open + line, afterBlank: split.lastLine !== "" };
	if (!startsBlock(split, line)) return addLine(split, line, blocks);
	return addLine(finishBlock(split, blocks), line, blocks);
}

function withLine(split: BlockSplit, line: string): BlockSplit {
	return { ...split, open: split.open + line, lastLine: line };
}

function consumeFencedLine(split: BlockSplit, fence: Fence, line: string, blocks: string[]): BlockSplit {
	const taken = withLine(split, line);
	const next = readFencedLine(fence, line, split.nests);
	if (next === undefined) return finishBlock(taken, blocks);
	return {
		...taken,
		fence: next,
		hasNested: taken.hasNested || next.inner !== undefined,
		isSuspicious: taken.isSuspicious || (fence.info === "" && Boolean(openFence(line)?.info)),
	};
}

function consumeDetailsLine(split: BlockSplit, line: string, blocks: string[]): BlockSplit {
	const { end, ...details } = scanDetails(split.details, line);
	const taken = { ...withLine(split, line), details };
	return end !== undefined && BLANK.test(line.slice(end)) ? finishBlock(taken, blocks) : taken;
}

function addLine(split: BlockSplit, line: string, blocks: string[]): BlockSplit {
	const isTopLevel = split.itemIndent === undefined || indentOf(line) < split.itemIndent;
	if (isTopLevel && DETAILS_START.test(line))
		return consumeDetailsLine({ ...split, inList: false, itemIndent: undefined, afterBlank: false }, line, blocks);
	return {
		...withLine(split, line),
		// A fence that is indented below a list item belongs to the item, and ends with it.
		fence: split.itemIndent === undefined ? openFence(line) : undefined,
		inList: split.inList || LIST_ITEM.test(line),
		itemIndent: itemIndentAfter(split, line),
		afterBlank: false,
		inComment: isTopLevel && startsComment(split, line),
	};
}

function startsComment({ length, lastCommentEnd }: BlockSplit, line: string): boolean {
	return COMMENT_START.test(line) && !line.includes("-->") && length <= lastCommentEnd;
}

function startsBlock(split: BlockSplit, line: string): boolean {
	if (split.lastLine === "") return false;
	if (HEADING.test(line)) return true;
	const isTopLevel = split.itemIndent === undefined || indentOf(line) < split.itemIndent;
	if (openFence(line) || DETAILS_START.test(line)) return isTopLevel;
	// After a blank line, an indented line may still belong to the list, footnote or code above.
	return split.afterBlank && !INDENTED.test(line) && !(split.inList && LIST_ITEM.test(line));
}

function itemIndentAfter({ itemIndent, lastLine, afterBlank }: BlockSplit, line: string): number | undefined {
	// A line that is indented as far as the item's text belongs to it, also a nested item.
	if (itemIndent !== undefined && indentOf(line) >= itemIndent) return itemIndent;
	if (ENDS_ITEM.test(line.trimEnd())) return undefined;
	const [, marker, space] = LIST_ITEM.exec(line) ?? [];
	if (marker === undefined) return itemIndent;
	const isInText = itemIndent === undefined && !afterBlank && mayBeInParagraph(lastLine);
	return INTERRUPTS_PARAGRAPH.test(marker) || !isInText ? marker.length + (space ?? " ").length : undefined;
}

function mayBeInParagraph(line: string): boolean {
	return !(line === "" || HEADING.test(line) || ENDS_ITEM.test(line.trimEnd()) || NOT_A_PARAGRAPH.test(line));
}

function indentOf(line: string): number {
	return line.length - line.trimStart().length;
}

function finishBlock(split: BlockSplit, blocks: string[]): BlockSplit {
	blocks.push(split.open);
	return { ...split, ...NOTHING_OPEN };
}
