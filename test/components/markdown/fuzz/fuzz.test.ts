import { expect, test } from "vitest";
import { createRandom } from "../../../harness/createRandom.ts";
import { parseNodes } from "../parseNodes.ts";
import { fuzzMarkdown } from "./fuzzMarkdown.ts";
import { shownText } from "./shownText.ts";
import { isSlow, SLOW_PIECES } from "./slowPieces.ts";

test("random Markdown loses no word and invents no character, whole and half-written", () => {
	expect(fuzzMarkdown(createRandom(13), 400).broken).toEqual([]);
});

test("the time to parse a text grows with its length only, whatever is repeated in it", () => {
	expect(SLOW_PIECES.filter((piece) => isSlow(piece, ["", ""], false))).toEqual([]);
	expect(SLOW_PIECES.filter((piece) => isSlow(piece, ["", "*a"], true))).toEqual([]);
});

/** Punctuation of Markdown, and characters that need more than one code unit, are invisible or not well formed. */
const CHARACTERS = [
	..."*_~`[]()<>!#|-+=\\&$:\"' \n\n\t.",
	"\r\n",
	"**",
	"```",
	"<b>",
	"</b>",
	"\u200d",
	"\ufe0f",
	"\0",
	"\ud800",
];

test("no character outside of ASCII is lost in random text, unless it is in an address, a label or a language", () => {
	const random = createRandom(14);
	for (let run = 0; run < 400; run++) {
		// Each is there once, so that one can see which is missing.
		let next = 0x4e00;
		const text = Array.from({ length: 40 }, () =>
			random() < 0.4 ? String.fromCodePoint(next++) : CHARACTERS[Math.floor(random() * CHARACTERS.length)],
		).join("");
		const shown = shownText(parseNodes(text));
		const needed = text
			.replace(/\]\([\s\S]*|\]:[\s\S]*|(?:```|~~~)[^\n]*|\[\^[^\]]*\]|\]\[[^\]]*\]/g, "")
			.match(/[\u4e00-\u4fff]/g);
		expect(
			(needed ?? []).filter((character) => !shown.includes(character)),
			JSON.stringify(text),
		).toEqual([]);
	}
});
