import { decodeNamedCharacterReference } from "decode-named-character-reference";
import type { MarkedToken, Token, Tokens } from "marked";
import { revealDirectionOverrides } from "../../primitives/displayText.ts";
import type { FootnoteReferenceToken, FootnoteToken, MathToken, PendingReferenceToken } from "./dialect.ts";

/** An inline node. */
export type MarkdownInline =
	| { readonly type: "text"; readonly text: string }
	| { readonly type: "code"; readonly text: string }
	| { readonly type: "strong" | "emphasis" | "strike"; readonly children: readonly MarkdownInline[] }
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
	| { readonly type: "rule" };

/** The most common names, which need no lookup in the package. */
const FREQUENT: ReadonlyMap<string, string> = new Map([
	["amp", "&"],
	["lt", "<"],
	["gt", ">"],
	["quot", '"'],
	["apos", "'"],
	["nbsp", "\u00a0"],
]);

const REPLACEMENT_CHARACTER = "\ufffd";

/** Decodes HTML character references, numeric and named. Unknown ones stay as written. */
export function decodeEntities(text: string): string {
	if (!text.includes("&")) return text;
	return text.replace(/&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([a-zA-Z][a-zA-Z\d]{1,31}));/g, decodeEntity);
}

function decodeEntity(written: string, decimal?: string, hex?: string, name?: string): string {
	if (name !== undefined) return FREQUENT.get(name) ?? decodeNamed(name) ?? written;
	return fromCodePoint(decimal === undefined ? Number.parseInt(hex ?? "0", 16) : Number(decimal));
}

/**
 * In browsers the package uses the HTML parser through `innerHTML` of a detached element; elsewhere it has a table. It
 * only gets letters and digits. A page that requires Trusted Types refuses `innerHTML`.
 */
function decodeNamed(name: string): string | undefined {
	try {
		return decodeNamedCharacterReference(name) || undefined;
	} catch {
		return undefined;
	}
}

function fromCodePoint(code: number): string {
	const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
	return isCharacter ? String.fromCodePoint(code) : REPLACEMENT_CHARACTER;
}

type InlineToken = MarkedToken | FootnoteReferenceToken | PendingReferenceToken | MathToken;

const MAX_INLINE_DEPTH = 32;

/** Converts the lexer's inline tokens to our nodes, and joins adjacent texts. */
function convertInline(tokens: readonly Token[], depth = 0): MarkdownLine {
	if (depth > MAX_INLINE_DEPTH)
		throw new RangeError(`Markdown nested more than ${MAX_INLINE_DEPTH} deep is not rendered.`);
	const nodes: MarkdownInline[] = [];
	for (const token of tokens) {
		for (const node of convertInlineToken(token as InlineToken, depth)) appendNode(nodes, node);
	}
	return nodes;
}

function appendNode(nodes: MarkdownInline[], node: MarkdownInline): void {
	const last = nodes.at(-1);
	if (last?.type === "text" && node.type === "text") nodes[nodes.length - 1] = joinTexts(last.text, node.text);
	else nodes.push(node);
}

function joinTexts(first: string, second: string): MarkdownInline {
	return { type: "text", text: first + second };
}

function convertInlineToken(token: InlineToken, depth: number): readonly MarkdownInline[] {
	switch (token.type) {
		case "codespan":
			return [{ type: "code", text: revealDirectionOverrides(token.text) }];
		case "strong":
			return [{ type: "strong", children: convertInline(token.tokens, depth + 1) }];
		case "em":
			return [{ type: "emphasis", children: convertInline(token.tokens, depth + 1) }];
		case "del":
			return [{ type: "strike", children: convertInline(token.tokens, depth + 1) }];
		case "link":
			return [{ type: "link", href: decodeEntities(token.href), children: convertInline(token.tokens, depth + 1) }];
		case "image":
			return [{ type: "image", source: decodeEntities(token.href), alt: plainText(token.text) }];
		case "br":
			return [{ type: "break" }];
		case "footnote_reference":
			return [{ type: "footnote_reference", label: token.label }];
		case "pending_reference":
			return convertInline(token.tokens, depth + 1);
		case "math":
			return [{ type: "math", text: revealDirectionOverrides(token.text), display: token.display }];
		case "checkbox":
			return [];
		case "text":
			return token.tokens ? convertInline(token.tokens, depth + 1) : [{ type: "text", text: plainText(token.text) }];
		case "escape":
			return [{ type: "text", text: revealDirectionOverrides(token.text) }];
		default:
			return [{ type: "text", text: plainText(token.raw) }];
	}
}

function plainText(text: string): string {
	return revealDirectionOverrides(decodeEntities(text));
}

type BlockToken = MarkedToken | FootnoteToken | MathToken;

const MAX_BLOCK_DEPTH = 32;

/** Converts the lexer's tokens to our nodes. */
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
