import type { Token, Tokens } from "marked";
import { revealDirectionOverrides } from "../../primitives/displayText.ts";
import type { BlockToken, DetailsToken, FootnoteToken } from "./dialect.ts";
import { codeBlock, restoreTabs } from "./fence.ts";

/** The element of a tag. */
export type MarkdownTag = "sub" | "sup" | "kbd" | "mark" | "ins" | "u" | "small" | "code" | "samp" | "var";

/** An inline node. */
export type MarkdownInline =
	| { readonly type: "text"; readonly text: string }
	| { readonly type: "code"; readonly text: string }
	| { readonly type: "strong" | "emphasis" | "strike"; readonly children: readonly MarkdownInline[] }
	| { readonly type: "tag"; readonly tag: MarkdownTag; readonly children: readonly MarkdownInline[] }
	| { readonly type: "link"; readonly href: string; readonly children: readonly MarkdownInline[] }
	| { readonly type: "image"; readonly source: string; readonly alt: string }
	| { readonly type: "footnote_reference"; readonly label: string }
	| { readonly type: "math"; readonly text: string; readonly display: boolean }
	| { readonly type: "break" };

export type MarkdownAlignment = "left" | "center" | "right" | null;

/** The inline content of a table cell, list item or paragraph. */
export type MarkdownLine = readonly MarkdownInline[];

export interface MarkdownListItem {
	/** Undefined if it is not a task item. */
	readonly checked: boolean | undefined;
	/** Whether blank lines separate the items of the list, so that their texts are paragraphs. */
	readonly loose: boolean;
	readonly children: readonly MarkdownNode[];
	/** Its Markdown source: items with the same source look the same. */
	readonly source: string;
}

/** A block node. */
export type MarkdownNode =
	| { readonly type: "paragraph"; readonly children: MarkdownLine }
	/** The text of an item in a tight list, which is no paragraph. */
	| { readonly type: "line"; readonly children: MarkdownLine }
	| { readonly type: "heading"; readonly depth: number; readonly children: MarkdownLine }
	| { readonly type: "code_block"; readonly language: string; readonly text: string }
	| { readonly type: "quote"; readonly children: readonly MarkdownNode[] }
	| {
			readonly type: "list";
			/** The number of the first item; undefined if the list is not numbered. */
			readonly start: number | undefined;
			readonly items: readonly MarkdownListItem[];
	  }
	| {
			readonly type: "table";
			readonly align: readonly MarkdownAlignment[];
			readonly header: readonly MarkdownLine[];
			readonly rows: readonly (readonly MarkdownLine[])[];
	  }
	| { readonly type: "footnote"; readonly label: string; readonly children: readonly MarkdownNode[] }
	| {
			readonly type: "details";
			readonly open: boolean;
			/** Undefined if there is none: browsers have a word of their own. */
			readonly summary: MarkdownLine | undefined;
			readonly children: readonly MarkdownNode[];
	  }
	/** Text that is shown as it is written, because parsing it would take too long. */
	| { readonly type: "source"; readonly text: string }
	| { readonly type: "rule" };

/** The text of a line that people read. */
export function visibleText(line: MarkdownLine): string {
	return line
		.map((node) => {
			if ("children" in node) return visibleText(node.children);
			if (node.type === "image") return node.alt;
			if (node.type === "footnote_reference") return node.label;
			return node.type === "break" ? "\n" : node.text;
		})
		.join("");
}

/** Converts the lexer's tokens to our nodes. */
export function convertBlocks(tokens: readonly Token[]): readonly MarkdownNode[] {
	return tokens.flatMap((token) => convertBlock(token as BlockToken));
}

function convertBlock(token: BlockToken): readonly MarkdownNode[] {
	switch (token.type) {
		case "paragraph":
			return [{ type: "paragraph", children: convertLine(token.tokens) }];
		case "text":
			return [{ type: "line", children: convertLine(token.tokens) }];
		case "heading":
			return [{ type: "heading", depth: token.depth, children: convertLine(token.tokens) }];
		case "code":
			// In a list marked keeps the empty lines after indented code.
			return [codeBlock(token.lang ?? "", token.codeBlockStyle ? token.text.replace(/\n+$/, "") : token.text)];
		case "blockquote":
			return [{ type: "quote", children: convertBlocks(token.tokens) }];
		case "list":
			return [convertList(token)];
		case "table":
			return [convertTable(token)];
		case "footnote":
			return [convertFootnote(token)];
		case "math":
			return [{ type: "paragraph", children: [convertMath(token)] }];
		case "details":
			return [convertDetails(token)];
		case "hr":
			return [{ type: "rule" }];
		default:
			return [];
	}
}

/** The lexer has read the inline Markdown; a box of a task has a token, too. */
function convertLine(tokens: readonly Token[] = []): MarkdownLine {
	return (tokens as readonly BlockToken[]).flatMap((token) => (token.type === "line" ? token.nodes : []));
}

function convertMath({ text, raw, isDrawn }: Extract<BlockToken, { type: "math" }>): MarkdownInline {
	const shown = revealDirectionOverrides(restoreTabs(isDrawn ? text : raw.trim()));
	return isDrawn ? { type: "math", text: shown, display: true } : { type: "text", text: shown };
}

function convertFootnote({ label, tokens }: FootnoteToken): MarkdownNode {
	return { type: "footnote", label: revealDirectionOverrides(label), children: convertBlocks(tokens) };
}

function convertList(token: Tokens.List): MarkdownNode {
	return { type: "list", start: token.ordered ? Number(token.start) : undefined, items: token.items.map(convertItem) };
}

function convertItem(item: Tokens.ListItem): MarkdownListItem {
	return {
		checked: item.task ? item.checked === true : undefined,
		loose: item.loose,
		children: convertBlocks(item.tokens),
		source: item.raw,
	};
}

function convertTable(token: Tokens.Table): MarkdownNode {
	return {
		type: "table",
		align: token.align,
		header: token.header.map((cell) => convertLine(cell.tokens)),
		rows: token.rows.map((row) => row.map((cell) => convertLine(cell.tokens))),
	};
}

function convertDetails({ open, summary, tokens }: DetailsToken): MarkdownNode {
	return { type: "details", open, summary: summary && convertLine(summary), children: convertBlocks(tokens) };
}
