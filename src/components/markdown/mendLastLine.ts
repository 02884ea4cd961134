import type { Lexer, MarkedToken, Token, Tokens } from "marked";
import { closeInline } from "./closeInline.ts";
import type { FootnoteToken } from "./markdownLexer.ts";

type Line = Pick<Tokens.Paragraph, "text" | "tokens">;

/** Completes the inline Markdown of the very last line of text in `tokens`, wherever it is nested. */
export function mendLastLine(tokens: Token[], lexer: Lexer): void {
	const line = lastLine(tokens);
	if (line === undefined) return;
	const checkbox = line.tokens.find((token) => token.type === "checkbox");
	const text = checkbox === undefined ? line.text : line.text.slice(checkbox.raw.length);
	const closed = closeInline(text);
	if (closed !== text) line.tokens = lexer.inlineTokens(closed);
}

function lastLine(tokens: Token[]): Line | undefined {
	const last = tokens.findLast((token) => token.type !== "space") as MarkedToken | FootnoteToken | undefined;
	switch (last?.type) {
		case "paragraph":
		case "heading":
			return last;
		case "text":
			return last.tokens && Object.assign(last, { tokens: last.tokens });
		case "blockquote":
		case "footnote":
			return lastLine(last.tokens);
		case "list":
			return lastLine(last.items.at(-1)?.tokens ?? []);
		case "table":
			return (last.rows.at(-1) ?? last.header).findLast((cell) => cell.text !== "");
		default:
			return undefined;
	}
}
