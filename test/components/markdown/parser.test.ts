import { expect, test } from "vitest";
import { lexMarkdown } from "../../../src/components/markdown/parse/dialect.ts";
import { convertBlocks } from "../../../src/components/markdown/parse/nodes.ts";
import { createMarkdownParser as createGroupsReader } from "../../../src/components/markdown/parse/parser.ts";
import { longAnswer } from "../../bench/screen/longAnswer.ts";
import { cpuTime } from "../../harness/cpuTime.ts";
import { createRandom } from "../../harness/createRandom.ts";
import { parseNodes } from "./parseNodes.ts";
import { randomDocument, randomPieces } from "./randomDocument.ts";

function createParser() {
	const read = createGroupsReader();
	return (text: string, open: boolean) => read(text, open).flat();
}

function parseWhole(text: string) {
	return convertBlocks(lexMarkdown(text, { links: {}, math: false, grows: false }).tokens);
}

function readInPieces(pieces: readonly string[]) {
	const read = createParser();
	let text = "";
	for (const piece of pieces) {
		text += piece;
		read(text, true);
	}
	return read(text, false);
}

function nodesOf(blocks: ReturnType<typeof readInPieces>) {
	return blocks.map((block) => block.nodes);
}

test("a text read piece by piece ends as the text read at once", () => {
	const random = createRandom(4);
	for (let run = 0; run < 500; run++) {
		const text = randomDocument(random);
		expect(nodesOf(readInPieces(randomPieces(text, random)))).toEqual(nodesOf(createParser()(text, false)));
	}
});

test("at any moment a text read letter by letter is the text read at once", () => {
	const random = createRandom(6);
	for (let run = 0; run < 100; run++) {
		const read = createParser();
		let text = "";
		for (const letter of randomDocument(random)) {
			text += letter;
			expect(nodesOf(read(text, true)), JSON.stringify(text)).toEqual(nodesOf(createParser()(text, true)));
		}
	}
});

test("parsing block by block means the same as parsing the whole", () => {
	const random = createRandom(5);
	for (let run = 0; run < 2_000; run++) {
		const text = randomDocument(random);
		const whole = parseWhole(text);
		const blocks = createParser()(text, false);
		expect(
			blocks.flatMap((block) => block.nodes),
			JSON.stringify(text),
		).toEqual(whole);
	}
});

const words = (text: string) => ({ type: "text", text }) as const;
const link = (href: string, text = href) => ({ type: "link", href, children: [words(text)] }) as const;

test.each([
	["see www.a.example", [words("see "), link("http://www.a.example", "www.a.example")]],
	["HTTPS://a.example", [link("HTTPS://a.example")]],
	["ftp://a.example", [link("ftp://a.example")]],
	["a@b.example", [link("mailto:a@b.example", "a@b.example")]],
	["one  \ntwo", [words("one"), { type: "break" }, words("two")]],
	["one\\\ntwo", [words("one"), { type: "break" }, words("two")]],
	["one\n  two", [words("one\n  two")]],
	['it\'s "so" & so', [words('it\'s "so" & so')]],
	["&copy; 2026", [words("© 2026")]],
	["~~a~~ b~", [{ type: "strike", children: [words("a")] }, words(" b~")]],
	["snake_case", [words("snake_case")]],
	["1 < 2 > 0", [words("1 < 2 > 0")]],
	["a<br>b", [words("a"), { type: "break" }, words("b")]],
	["$5, [x] and!", [words("$5, [x] and!")]],
])("lines with and without anything marked: %j", (text, children) => {
	expect(parseNodes(text)).toEqual([{ type: "paragraph", children }]);
});

test("the cells of a table are lines", () => {
	expect(parseNodes("| a | b@c.example |\n|---|---|\n|  | 1 |")).toEqual([
		{
			type: "table",
			align: [null, null],
			header: [[words("a")], [link("mailto:b@c.example", "b@c.example")]],
			rows: [[[], [words("1")]]],
		},
	]);
});

test("blocks that did not change are the same objects", () => {
	const read = createParser();
	const [title, first] = read("# Title\n\nfirst\n\nsec", true);
	const grown = read("# Title\n\nfirst\n\nsecond", true);
	expect(grown[0]).toBe(title);
	expect(grown[1]).toBe(first);
	expect(read("# Title\n\nfirst\n\nsecond", true)[2]).toBe(grown[2]);
});

test("a link whose definition comes later becomes live when it does, and other blocks stay as they are", () => {
	const read = createParser();
	const before = read("see [docs]\n\nplain\n\nlast", true);
	const after = read("see [docs]\n\nplain\n\nlast\n\n[docs]: https://example.com\n\nmore", true);
	expect(after[0]?.nodes).toEqual([
		{
			type: "paragraph",
			children: [
				{ type: "text", text: "see " },
				{ type: "link", href: "https://example.com", children: [{ type: "text", text: "docs" }] },
			],
		},
	]);
	expect(after[1]).toBe(before[1]);
});

test.each([
	["another address", "[a]\n\n[a]: http://one.example", "[a]\n\n[a]: http://two.example"],
	["a longer address", "[a]\n\n[a]: http://x.co", "[a]\n\n[a]: http://x.com"],
	["no address", "[a][b]\n\n[b]: http://x.example\n", "[a][b]\n\n[c]: http://y.example\n"],
	["two of which the first counts", "[a]\n\n[a]: http://x.example", "[a]\n\n[a]: /y\n\nand\n\n[a]: /z"],
])("a definition that is replaced by %s is forgotten", (_, before, after) => {
	const read = createParser();
	read(before, false);
	expect(nodesOf(read(after, false))).toEqual(nodesOf(createParser()(after, false)));
});

test("groups of blocks that did not change are the same objects", () => {
	const read = createGroupsReader();
	const text = "one\n\n".repeat(40);
	const [first, , third] = read(text, true);
	const grown = read(`${text}more`, true);
	expect(grown[0]).toBe(first);
	expect(grown[2]).not.toBe(third);
	expect(read(`${text}more`, false)[0]).toBe(first);
});

test("a text that is replaced instead of grown is parsed again", () => {
	const read = createParser();
	read("one\n\ntwo", true);
	expect(read("three", true)).toEqual(createParser()("three", true));
});

/** How long it takes at best, in milliseconds. */
function timeReading(text: string, open: boolean): number {
	return Math.min(...Array.from({ length: 3 }, () => cpuTime(() => parseNodes(text, { open }))));
}

// The first was seen at 21 to 114 times, the others at 28 times or less.
test.each([
	[">".repeat(20_000), false],
	[`${"> - ".repeat(2_000)}a`, false],
	["*a ".repeat(20_000), true],
	["[".repeat(20_000), true],
	["![".repeat(10_000), true],
	["` ".repeat(10_000), true],
])("a text made to be expensive costs at most 400 times an ordinary one: %#", (text, open) => {
	expect(createParser()(text, open)[0]?.nodes).toHaveLength(1);
	// The processor's time is measured coarsely: a short one may be read as none.
	expect(timeReading(text, open)).toBeLessThan(400 * Math.max(timeReading(longAnswer, false), 2));
});

test.each([
	["a list that never ends", "- one more\n".repeat(20_000).trimEnd()],
	["a quote of thousands of levels", ">".repeat(20_000)],
	["a table of millions of cells", `|${"a|".repeat(9_000)}\n|${"-|".repeat(9_000)}\n${"|\n".repeat(2_000)}|`],
])("%s would stop the page, and is shown as it is written", (_, text) => {
	const [title, block] = createParser()(`# Title\n\n${text}`, false);
	expect(title?.nodes).toMatchObject([{ type: "heading" }]);
	expect(block?.nodes).toEqual([{ type: "source", text }]);
});
