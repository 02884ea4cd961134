import { expect, test } from "vitest";
import { OutputReader, outputText } from "../../../src/components/terminal-output/outputText.ts";
import { cpuTime } from "../../harness/cpuTime.ts";

const ESC = "\u001b";
const CSI = `${ESC}[`;

test.each([
	["a fence around the whole is taken off", "```sh\na\nb\n```", "a\nb"],
	["a longer fence too", "````\n```\na\n```\n````", "```\na\n```"],
	["two blocks keep their fences", "```\na\n```\n```\nb\n```", "```\na\n```\n```\nb\n```"],
	["text around a block keeps its fence", "a\n```\nb\n```", "a\n```\nb\n```"],
	["progress shows as it ended", "0 %\r50 %\r100 %\ndone", "100 %\ndone"],
	["what is not written over stays", "abc\rx", "xbc"],
	["a return at the end of a line changes nothing", "a\r\nb\r\n", "a\nb"],
	["steps back are written over", "working -\b\\\b|\b done", "working  done"],
	["a step back alone takes nothing away", "ab\b", "ab"],
	["a line is erased", `working${CSI}2K\rdone`, "done"],
	["the rest of a line is erased", `a long line\rok${CSI}K`, "ok"],
	["the start of a line is erased", `abcdef${CSI}3D${CSI}1K`, "    ef"],
	["lines are drawn again", `one\ntwo\n${CSI}2A${CSI}JONE\nTWO\n`, "ONE\nTWO"],
	["lines are drawn again at their start", `one 1\ntwo 1\n${CSI}2F${CSI}Kone 2\n${CSI}Ktwo 2\n`, "one 2\ntwo 2"],
	["the screen is erased", `old\nolder${CSI}2J${CSI}Hnew`, "new"],
	["the screen is erased with its history", `${"old\n".repeat(50)}${CSI}H${CSI}2J${CSI}3Jnew`, "new"],
	["the terminal is reset", `${"old\n".repeat(50)}${ESC}cnew`, "new"],
	["the cursor goes to a place", `${CSI}2J${CSI}3;5Hb${CSI}1;1Ha`, "a\n\n    b"],
	["the cursor goes to a column", `abcdef${CSI}3GX${CSI}2CY`, "abXdeY"],
	["the cursor goes back to where it was", `a${ESC}7bc${ESC}8X ${CSI}s..${CSI}uY`, "aX Y."],
	["characters are deleted, inserted and erased", `abcdef\r${CSI}2P${CSI}1@${CSI}2C${CSI}1X`, " c ef"],
	["lines are inserted and deleted", `a\nb\nc${CSI}2A${CSI}1L\rx\n${CSI}1M`, "x\nb\nc"],
	["a character is repeated", `=${CSI}4b>`, "=====>"],
	[
		"a status line stays below what scrolls",
		`${CSI}1;23r${CSI}24;1H50 %${CSI}23;1Ha\nb\n${CSI}24;1H99 %`,
		/^\n*a\nb\n\n99 %$/,
	],
	["the alternate screen is gone in the end", `a\n${CSI}?1049h${CSI}Hfile${CSI}24;1H:${CSI}?1049lb`, "a\nb"],
	["the alternate screen shows while it is there", `a\n${CSI}?1049h${CSI}Hold${CSI}2J${CSI}Hfile`, "a\nfile"],
	["wide characters take two columns", `日本語\r${CSI}4C>\n👍ab\r${CSI}2CX`, "日本> \n👍Xb"],
	["half a wide character leaves a space", "日本\rx", "x 本"],
	["marks stay with their letter", `e\u0301a\r${CSI}1CX`, "e\u0301X"],
	["tabs stay", "a\tb\tc", "a\tb\tc"],
	["columns behind a tab can be written over", `a\tbc\r${CSI}9CX`, "a\tbX"],
	["a title is not set", `${ESC}]0;title\u0007a`, "a"],
	["the text of a link stays", `${ESC}]8;;https://example.com${ESC}\\words${ESC}]8;;${ESC}\\`, "words"],
	["the clipboard is not written", `a${ESC}]52;c;aGk=\u0007b`, "ab"],
	["a string without an end takes its line alone", `${ESC}]0;title\nb`, "\nb"],
	["device strings are dropped", `a${ESC}P1$r0m${ESC}\\b${ESC}_x${ESC}\\c${ESC}^y${ESC}\\${ESC}Xz${ESC}\\d`, "abcd"],
	["one-character codes are sequences too", "a\u009b1Gb\u009d0;t\u009cc", "bc"],
	["character sets are switched", `${ESC}(Ba${ESC}=b`, "ab"],
	["boxes are drawn as lines", `${ESC}(0lqk${ESC}(B\n${ESC}(0x${ESC}(Bq${ESC}(0x\nmqj${ESC}(Bq`, "┌─┐\n│q│\n└─┘q"],
	["the second character set draws lines, too", `${ESC}*0${ESC})0q\u000eq${CSI}2b\u000fq`, "q───q"],
	["a reset ends line drawing", `${ESC}(0q${ESC}cq`, "q"],
	["a title of GNU screen is not set", `${ESC}ktitle${ESC}\\a`, "a"],
	["a page or a vertical tab begins below the last character", "ab\fc\u000bd", "ab\n  c\n   d"],
	["an escape at the end is dropped", `a${ESC}`, "a"],
	["half a sequence at the end is dropped", `a${ESC}[3`, "a"],
	["a sequence is ended by what cannot be in it", `a${ESC}[3日`, "a日"],
	["other control characters are dropped", "a\u0000\u0007\u0011\u007fb\tc", "ab\tc"],
	["colours are no text", `${CSI}1;31ma${CSI}0m`, "a"],
	["characters that turn text around are shown", "a\u202Eb", "a[U+202E]b"],
	["newlines at the end are dropped", "a\n\n", "a"],
	["keyboard modes are not what restores the cursor", `abc${CSI}>1u${CSI}?u${CSI}<ud`, "abcd"],
])("%s", (_name, text, expected) => {
	if (typeof expected === "string") expect(outputText(text)).toBe(expected);
	else expect(outputText(text)).toMatch(expected);
});

test("frames taller than 24 rows are drawn over, too", () => {
	const frame = (state: string) => Array.from({ length: 40 }, (_, row) => `${CSI}2K${row} ${state}\n`).join("");
	expect(outputText(`start\n${frame("waiting")}${CSI}40A${frame("done")}`)).toBe(
		`start\n${Array.from({ length: 40 }, (_, row) => `${row} done`).join("\n")}`,
	);
});

test("of a long line only the last part is drawn over, as in a terminal that wraps it", () => {
	expect(outputText(`${"a".repeat(2_500)}\rbb`)).toBe(`${"a".repeat(2_000)}bb${"a".repeat(498)}`);
});

test.each([
	["down", `${CSI}999999999B`],
	["right", `${CSI}999999999C`],
	["to a place", `${CSI}999999999;999999999H`],
	["repeating", `${CSI}999999999b`],
	["inserting characters", `${CSI}999999999@`],
	["inserting lines", `${CSI}999999999L`],
	["deleting lines", `${CSI}999999999M`],
	["scrolling up", `${CSI}999999999S`],
	["scrolling down", `${CSI}999999999T`],
	["regions", `${CSI}999999999;999999999r`],
	["tabs", `${CSI}999999999I`],
])("a number without measure allocates nothing: %s", (_name, sequence) => {
	let text = "";
	const taken = cpuTime(() => {
		text = outputText(`a${`${sequence}x`.repeat(200)}`);
	});
	expect(taken).toBeLessThan(2_000);
	expect(text).toContain("x");
	expect(text.length).toBeLessThan(200 * 400);
});

test("a long output is read in time", () => {
	for (const text of [
		`${ESC}]`.repeat(50_000),
		`${ESC}[`.repeat(50_000),
		`${ESC}${" ".repeat(200)}`.repeat(2_000),
		`${CSI}1;`.repeat(40_000),
		"\r".repeat(100_000),
		"\n".repeat(100_000),
		"```\n".repeat(20_000),
		`x${CSI}100S`.repeat(20_000),
		`x${CSI}300C`.repeat(20_000),
		`${CSI}100;1Hx${CSI}100S`.repeat(10_000),
		`abc\r${CSI}300@`.repeat(20_000),
		`${"a".repeat(100_000)}${"\rb".repeat(50_000)}`,
		`${ESC}7\n${ESC}8`.repeat(30_000),
	]) {
		expect(outputText(text).includes(ESC)).toBe(false);
		expect(
			cpuTime(() => outputText(text)),
			JSON.stringify(text.slice(0, 20)),
		).toBeLessThan(5_000);
	}
});

test("an output that grows is read from where it went on", () => {
	const reader = new OutputReader();
	const first = reader.read("one\ntwo\nthr");
	const [one, two] = first.lines(0, 2);
	const second = reader.read("one\ntwo\nthree\n");
	expect(second).toBe(first);
	expect(second.lines(0, 3).map((line) => line.text)).toEqual(["one", "two", "three"]);
	expect(second.lines(0, 2)[0]).toBe(one);
	expect(second.lines(0, 2)[1]).toBe(two);
	expect(
		reader
			.read("another")
			.lines(0, 9)
			.map((line) => line.text),
	).toEqual(["another"]);
});

test("an output whose beginning is dropped goes on, with the colours that were set there", () => {
	const lines = Array.from({ length: 400 }, (_, index) => `line ${index}\n`).join("");
	const whole = `${CSI}32m${lines}`;
	const reader = new OutputReader();
	reader.read(whole.slice(0, 3_000));
	const screen = reader.read(whole.slice(1_000, 3_500));
	const shown = screen.lines(0, screen.lineCount);
	expect(shown.at(-1)?.spans[0]?.color).toEqual({ name: "green" });
	const text = shown.map((line) => line.text).join("\n");
	expect(text.length).toBeLessThan(2_600);
	expect(whole.slice(1_000, 3_500)).toContain(text.slice(text.indexOf("\n")));
	expect(text.endsWith(whole.slice(3_400, 3_500).trimEnd())).toBe(true);
});
