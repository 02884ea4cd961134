import type { Lexer } from "marked";

/** What may begin anything but text: a mark, an address, a break of the line. */
const SPECIAL_CHARACTERS = /[\\`*_~[<&@$]|:\/\/|www\.| {2}\n/i;

/**
 * Reads the lines in which nothing is marked, which are most, and leaves the others to the lexer.
 *
 * `inlineQueue` is in marked's types but not in its documentation, so that any release may change it: package.json
 * names one exact version of marked as long as this file and `mendLastLine.ts` use it.
 */
export function lexPlainLines(lexer: Lexer): void {
	lexer.inlineQueue = lexer.inlineQueue.filter(({ src, tokens }) => {
		if (SPECIAL_CHARACTERS.test(src)) return true;
		if (src !== "") tokens.push({ type: "text", raw: src, text: src });
		return false;
	});
}
