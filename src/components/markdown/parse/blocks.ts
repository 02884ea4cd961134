/** The state of splitting a text into blocks. Extend it with `appendToSplit`, read it with `blocksOf`. */
interface BlockSplit {
	/** Complete blocks, which later text cannot change. */
	readonly finished: readonly string[];
	/** The complete lines of the open block. */
	readonly open: string;
	/** The last line, without a newline so far. */
	readonly line: string;
	/** The opening fence, if the open block is fenced code. */
	readonly fence: string | undefined;
	/** Whether the open block contains a list, which may continue after a blank line. */
	readonly inList: boolean;
	/** The indentation of the last item of a list, if the last lines are in one. */
	readonly itemIndent: number | undefined;
	readonly afterBlank: boolean;
}

const NOTHING_OPEN = { open: "", fence: undefined, inList: false, itemIndent: undefined, afterBlank: false } as const;

export const EMPTY_SPLIT: BlockSplit = { ...NOTHING_OPEN, finished: [], line: "" };

const BLANK = /^\s*$/;
const FENCE = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/;
const HEADING = /^#{1,6}(?:\s|$)/;
const LIST_ITEM = /^( {0,3}(?:[-*+]|\d{1,9}[.)]))(?:( {1,4})(?=\S)|\s|$)/;
/** Only a list with bullets, or one that starts with 1, can interrupt a paragraph. */
const INTERRUPTS_PARAGRAPH = /^ *(?:[-*+]|1[.)])$/;
/** A rule, a quote or a tag: they end the text of a list item. */
const ENDS_ITEM = /^ {0,3}(?:>|(?:(?:-[ \t]*){3,}|(?:_[ \t]*){3,}|(?:\*[ \t]*){3,})$|<(?:\/?[a-z].*>|!--))/i;
/** Indented code, or a footnote. */
const NOT_A_PARAGRAPH = /^(?: {4}|\t|\[\^)/;
const INDENTED = /^[ \t]/;

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
	const grown = lines.reduce((taken, complete) => consumeLine(taken, `${complete}\n`), split);
	return { ...grown, line };
}

/** The blocks of the text so far; joined, they are the text. The last one may still grow. */
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
		// A fence that is indented below a list item belongs to the item, and ends with it.
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
	// After a blank line, an indented line may still belong to the list, footnote or code above.
	return split.afterBlank && !INDENTED.test(line) && !(split.inList && LIST_ITEM.test(line));
}

function itemIndentAfter({ itemIndent, open, afterBlank }: BlockSplit, line: string): number | undefined {
	// A line that is indented as far as the item's text belongs to it, also a nested item.
	if (itemIndent !== undefined && indentOf(line) >= itemIndent) return itemIndent;
	if (ENDS_ITEM.test(line.trimEnd())) return undefined;
	const [, marker, space] = LIST_ITEM.exec(line) ?? [];
	if (marker === undefined) return itemIndent;
	const isInText = itemIndent === undefined && !afterBlank && endsInParagraph(open);
	return INTERRUPTS_PARAGRAPH.test(marker) || !isInText ? marker.length + (space ?? " ").length : undefined;
}

/** Whether the last line may belong to a paragraph. */
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
