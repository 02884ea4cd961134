import type { MarkedToken, Token } from "marked";
import { revealDirectionOverrides } from "../text/revealDirectionOverrides.ts";
import { decodeEntities } from "./decodeEntities.ts";
import type { FootnoteReferenceToken } from "./markdownLexer.ts";
import type { MarkdownInline, MarkdownLine } from "./markdownNode.ts";
import type { MathToken } from "./mathTokens.ts";
import type { PendingReferenceToken } from "./pendingReference.ts";

type InlineToken = MarkedToken | FootnoteReferenceToken | PendingReferenceToken | MathToken;

const MAX_INLINE_DEPTH = 32;

/** Turns the lexer's inline tokens into our own nodes. Neighbouring texts become one. */
export function convertInline(tokens: readonly Token[], depth = 0): MarkdownLine {
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
