import type { Lexer, MarkedToken, Token } from "marked";
import { completeInline } from "./closeInline.ts";
import type { FootnoteToken } from "./markdownLexer.ts";

/**
 * Completes the inline Markdown of the very last line, wherever it is nested, when the lexer has yet to read its lines.
 * Uses the undocumented `inlineQueue`, for which marked is pinned: see `readPlainLines.ts`.
 */
export function completeLastLine({ tokens, inlineQueue }: Lexer): void {
	const pieces = findLastLineTokens(tokens);
	const line = inlineQueue.findLast((entry) => entry.tokens === pieces);
	if (line) line.src = completeInline(line.src);
}

/** Where what stands in it will be. */
function findLastLineTokens(tokens: readonly Token[]): readonly Token[] | undefined {
	const last = tokens.findLast((token) => token.type !== "space") as MarkedToken | FootnoteToken | undefined;
	switch (last?.type) {
		case "paragraph":
		case "heading":
		case "text":
			return last.tokens;
		case "blockquote":
		case "footnote":
			return findLastLineTokens(last.tokens);
		case "list":
			return findLastLineTokens(last.items.at(-1)?.tokens ?? []);
		case "table":
			return (last.rows.at(-1) ?? last.header).findLast((cell) => cell.text !== "")?.tokens;
		default:
			return undefined;
	}
}
