import type { Lexer } from "marked";

/** What may begin anything but text: a mark, an address, a break of the line. */
const SPECIAL = /[\\`*_~[<&@$]|:\/\/|www\.| {2}\n/i;

/** Reads the lines in which nothing is marked, which are most, and leaves the others to the lexer. */
export function readPlainLines(lexer: Lexer): void {
	lexer.inlineQueue = lexer.inlineQueue.filter(({ src, tokens }) => {
		if (SPECIAL.test(src)) return true;
		if (src !== "") tokens.push({ type: "text", raw: src, text: src });
		return false;
	});
}
