import type { MarkedToken, Token, Tokens } from "marked";
import { revealDirectionOverrides } from "../text/revealDirectionOverrides.ts";
import { convertInline } from "./convertInline.ts";
import type { FootnoteToken } from "./markdownLexer.ts";
import type { MarkdownListItem, MarkdownNode } from "./markdownNode.ts";
import type { MathToken } from "./mathTokens.ts";

type BlockToken = MarkedToken | FootnoteToken | MathToken;

const MAX_BLOCK_DEPTH = 32;

/** Turns the lexer's tokens into our own nodes: the door between the two. */
export function convertBlocks(tokens: readonly Token[], depth = 0): readonly MarkdownNode[] {
	if (depth > MAX_BLOCK_DEPTH)
		throw new RangeError(`Markdown nested more than ${MAX_BLOCK_DEPTH} deep is not rendered.`);
	return tokens.flatMap((token) => convertBlock(token as BlockToken, depth));
}

function convertBlock(token: BlockToken, depth: number): readonly MarkdownNode[] {
	switch (token.type) {
		case "paragraph":
			return [{ type: "paragraph", children: convertInline(token.tokens) }];
		case "text":
			return [{ type: "line", children: convertInline(token.tokens ?? [token]) }];
		case "heading":
			return [{ type: "heading", depth: token.depth, children: convertInline(token.tokens) }];
		case "code":
			return [convertCode(token)];
		case "blockquote":
			return [{ type: "quote", children: convertBlocks(token.tokens, depth + 1) }];
		case "list":
			return [convertList(token, depth)];
		case "table":
			return [convertTable(token)];
		case "footnote":
			return [{ type: "footnote", label: token.label, children: convertBlocks(token.tokens, depth + 1) }];
		case "math":
			return [{ type: "paragraph", children: convertInline([token]) }];
		case "hr":
			return [{ type: "rule" }];
		default:
			return [];
	}
}

function convertCode(token: Tokens.Code): MarkdownNode {
	const language = /^\S*/.exec(token.lang ?? "")?.[0] ?? "";
	return { type: "code_block", language, text: revealDirectionOverrides(token.text) };
}

function convertList(token: Tokens.List, depth: number): MarkdownNode {
	const items = token.items.map((item) => convertItem(item, depth));
	return { type: "list", start: token.ordered ? Number(token.start) : undefined, items };
}

function convertItem(item: Tokens.ListItem, depth: number): MarkdownListItem {
	return {
		checked: item.task ? item.checked === true : undefined,
		loose: item.loose,
		children: convertBlocks(item.tokens, depth + 1),
		source: item.raw,
	};
}

function convertTable(token: Tokens.Table): MarkdownNode {
	return {
		type: "table",
		align: token.align,
		header: token.header.map((cell) => convertInline(cell.tokens)),
		rows: token.rows.map((row) => row.map((cell) => convertInline(cell.tokens))),
	};
}
