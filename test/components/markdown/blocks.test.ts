import { expect, test } from "vitest";
import { appendToSplit, blocksOf, EMPTY_SPLIT } from "../../../src/components/markdown/parse/blocks.ts";
import { createRandom } from "../../harness/createRandom.ts";
import { randomDocument, randomPieces } from "./randomDocument.ts";

const split = (...pieces: readonly string[]) => blocksOf(pieces.reduce(appendToSplit, EMPTY_SPLIT));

test("paragraphs, headings and fences are blocks of their own", () => {
	expect(split("one\ntwo\n\nthree\n# Title\nfour\n```\na\n\nb\n```\nfive")).toEqual([
		"one\ntwo\n\n",
		"three\n",
		"# Title\nfour\n",
		"```\na\n\nb\n```\n",
		"five",
	]);
});

test("a list stays whole over blank lines, and ends at a line that is not its own", () => {
	expect(split("- a\n\n- b\n\n  more\n\nafter")).toEqual(["- a\n\n- b\n\n  more\n\n", "after"]);
});

test("a fence ends only at a run of the same characters that is as long", () => {
	expect(split("````\n```\n~~~~\n````\nafter")).toEqual(["````\n```\n~~~~\n````\n", "after"]);
});

test("a fence under a list item belongs to the item", () => {
	expect(split("- a\n\n  ```\n  # no title\n  ```\n- b\n")).toHaveLength(1);
});

test("the blocks, joined, are the text", () => {
	const random = createRandom(1);
	for (let run = 0; run < 1_000; run++) {
		const text = randomDocument(random);
		expect(split(text).join("")).toBe(text);
	}
});

test("however a text is divided into pieces, its blocks are the same", () => {
	const random = createRandom(2);
	for (let run = 0; run < 1_000; run++) {
		const text = randomDocument(random);
		expect(split(...randomPieces(text, random))).toEqual(split(text));
	}
});

test("a block that is finished never changes again", () => {
	const random = createRandom(3);
	for (let run = 0; run < 300; run++) {
		let state = EMPTY_SPLIT;
		for (const piece of randomPieces(randomDocument(random), random)) {
			const grown = appendToSplit(state, piece);
			expect(grown.finished.slice(0, state.finished.length)).toEqual(state.finished);
			state = grown;
		}
	}
});
