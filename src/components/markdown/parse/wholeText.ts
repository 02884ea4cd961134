import { type MarkdownInline, type MarkdownLine, type MarkdownNode, visibleText } from "./nodes.ts";

/*
 * Markdown leaves things out: comments, definitions, the addresses of links, what follows the language of a code block,
 * what is folded. Where a person must know all of a text, it is shown as Markdown only if nothing of it is lost but signs.
 */

type Link = Extract<MarkdownInline, { type: "link" }>;

/** The address of a link, if its text is another. */
function hiddenAddress({ href, children }: Link): string | null {
	const text = visibleText(children);
	return [text, `http://${text}`, `mailto:${text}`].includes(href) ? null : href;
}

/** The nodes with the address of each link behind it, if its text is another. */
export function withAddresses(nodes: readonly MarkdownNode[]): readonly MarkdownNode[] {
	return nodes.map(nodeWithAddresses);
}

function nodeWithAddresses(node: MarkdownNode): MarkdownNode {
	switch (node.type) {
		case "paragraph":
		case "line":
		case "heading":
			return { ...node, children: lineWithAddresses(node.children) };
		case "quote":
			return { ...node, children: withAddresses(node.children) };
		case "list":
			return { ...node, items: node.items.map((item) => ({ ...item, children: withAddresses(item.children) })) };
		case "table":
			return {
				...node,
				header: node.header.map(lineWithAddresses),
				rows: node.rows.map((row) => row.map(lineWithAddresses)),
			};
		default:
			return node;
	}
}

function lineWithAddresses(line: MarkdownLine): MarkdownLine {
	return line.flatMap((node): MarkdownLine => {
		if (node.type === "strong" || node.type === "emphasis" || node.type === "strike")
			return [{ ...node, children: lineWithAddresses(node.children) }];
		const address = node.type === "link" ? hiddenAddress(node) : null;
		return address === null ? [node] : [node, { type: "text", text: ` (${address})` }];
	});
}

/** Stands for what hides a part of the text, or shows something else. */
const OTHER = "\uffff";

/** What is nested deeper, has more columns or a longer number does not fit a phone: its end would be out of sight. */
const MAX_DEPTH = 6;
const MAX_COLUMNS = 6;
const MAX_NUMBER = 999;

function blockTexts(nodes: readonly MarkdownNode[], depth: number): string {
	return depth > MAX_DEPTH ? OTHER : nodes.map((node) => blockText(node, depth)).join("\n");
}

/** The text that is read of a node as `withAddresses` returns it, a line for each line. */
function blockText(node: MarkdownNode, depth: number): string {
	switch (node.type) {
		case "paragraph":
		case "line":
		case "heading":
			return lineText(node.children);
		case "code_block":
			return `${node.language}\n${node.text}`;
		case "quote":
			return blockTexts(node.children, depth + 1);
		case "list":
			if ((node.start ?? 0) > MAX_NUMBER) return OTHER;
			return node.items.map(({ children }) => blockTexts(children, depth + 1)).join("\n");
		case "table":
			if ([node.header, ...node.rows].some((row) => row.length > MAX_COLUMNS)) return OTHER;
			return [node.header, ...node.rows].map((row) => row.map(lineText).join(" | ")).join("\n");
		case "source":
			return node.text;
		case "rule":
			return "";
		case "footnote":
		case "details":
			return OTHER;
	}
}

function lineText(line: MarkdownLine): string {
	return line
		.map((node) => {
			switch (node.type) {
				case "text":
				case "code":
					return node.text;
				case "strong":
				case "emphasis":
				case "strike":
				case "link":
					return lineText(node.children);
				case "break":
					return "\n";
				default:
					return OTHER;
			}
		})
		.join("");
}

const SIGNS = /[\s!-/:-@[-`{-~]+/g;
/** The number of a list item and the box of a task, which are drawn, at the beginning of a line. */
const MARKERS = /^(?:[\s!-/:-@[-`{-~]*(?:\d{1,9}[.)](?=[\s*_~`]|$)|\[[xX]\](?=\s)))+/;

/** What may not be lost of a text: everything but its signs. */
function wordsOf(text: string): string {
	return text
		.split("\n")
		.map((line) => line.replace(MARKERS, "").replace(SIGNS, ""))
		.join("");
}

/**
 * Whether everything of a text is read in its nodes.
 *
 * @param nodes - As `withAddresses` returns them.
 */
export function showsWholeText(text: string, nodes: readonly MarkdownNode[]): boolean {
	return wordsOf(text) === wordsOf(blockTexts(nodes, 0));
}
