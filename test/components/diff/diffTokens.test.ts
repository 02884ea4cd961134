import { expect, test } from "vitest";
import { areTokensOf, colorPieces } from "../../../src/components/diff/diffTokens.ts";
import type { CodeLine } from "../../../src/components/highlight/codeTokens.ts";

const tokens: CodeLine = [
	{ text: "const", kind: "keyword" },
	{ text: " name = ", kind: null },
	{ text: '"a\u200bb"', kind: "string" },
];

test("pieces are split where tokens begin and end", () => {
	expect(colorPieces([{ text: "const na" }, { text: "me = " }], tokens, 0)).toEqual([
		{ text: "const", kind: "keyword" },
		{ text: " na", kind: null },
		{ text: "me = ", kind: null },
	]);
});

test("pieces from the middle of the line have the colours of their place", () => {
	expect(colorPieces([{ text: "ame = " }], tokens, 7)).toEqual([{ text: "ame = ", kind: null }]);
});

test("what stands for a hidden character has no colour, and counts as that character", () => {
	const pieces = [{ text: '"a' }, { text: "[U+200B]", stands: "\u200b" }, { text: 'b"' }];
	expect(colorPieces(pieces, tokens, 13)).toEqual([
		{ text: '"a', kind: "string" },
		{ text: "[U+200B]", stands: "\u200b", kind: null },
		{ text: 'b"', kind: "string" },
	]);
});

test("tokens of another text are not used", () => {
	const row = { type: "context", oldLine: 1, newLine: 1, parts: [{ text: "const", changed: false }] } as const;
	expect(areTokensOf(tokens, row)).toBe(false);
	expect(areTokensOf([{ text: "const", kind: "keyword" }], row)).toBe(true);
});
