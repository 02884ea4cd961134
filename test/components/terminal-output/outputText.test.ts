import { expect, test } from "vitest";
import { cleanOutput } from "../../../src/components/terminal-output/outputText.ts";

const ESC = "\u001b";

test.each([
	["a fence around the whole is taken off", "```sh\na\nb\n```", "a\nb"],
	["a longer fence too", "````\n```\na\n```\n````", "```\na\n```"],
	["two blocks keep their fences", "```\na\n```\n```\nb\n```", "```\na\n```\n```\nb\n```"],
	["text around a block keeps its fence", "a\n```\nb\n```", "a\n```\nb\n```"],
	["progress shows as it ended", "0 %\r50 %\r100 %\ndone", "100 %\ndone"],
	["a return at the end of a line changes nothing", "a\r\nb\r\n", "a\nb"],
	["steps back take characters away", "working -\b\\\b|\b done", "working  done"],
	["the cursor is not moved", `a${ESC}[2J${ESC}[5;5H${ESC}[?25lb`, "ab"],
	["a title is not set", `${ESC}]0;title\u0007a`, "a"],
	["a link is not followed", `${ESC}]8;;https://example.com${ESC}\\words${ESC}]8;;${ESC}\\`, "words"],
	["the clipboard is not written", `a${ESC}]52;c;aGk=\u0007b`, "ab"],
	["a string without an end takes its line alone", `${ESC}]0;title\nb`, "\nb"],
	["device strings are dropped", `a${ESC}P1$r0m${ESC}\\b${ESC}_x${ESC}\\c`, "abc"],
	["one-character codes are steering too", "a\u009b2Jb\u009d0;t\u009cc", "abc"],
	["character sets are not switched", `${ESC}(Ba${ESC}=b${ESC}c`, "ab"],
	["an escape at the end is dropped", `a${ESC}`, "a"],
	["half a sequence at the end is dropped", `a${ESC}[3`, "a"],
	["other control characters are dropped", "a\u0000\u0007\u000b\u007fb\tc", "ab\tc"],
	["colours stay", `${ESC}[1;31ma${ESC}[0m`, `${ESC}[1;31ma${ESC}[0m`],
	["colours written with colons are read", `${ESC}[38:2::1:2:3ma${ESC}[4:3mb`, `${ESC}[38;2;1;2;3ma${ESC}[4mb`],
	["characters that turn text around are shown", "a\u202Eb", "a[U+202E]b"],
	["newlines at the end are dropped", "a\n\n", "a"],
])("%s", (_name, text, expected) => {
	expect(cleanOutput(text)).toBe(expected);
});

test("a long output without an end of its line is read in time", { timeout: 2_000 }, () => {
	for (const text of [
		`${ESC}]`.repeat(50_000),
		`${ESC}[`.repeat(50_000),
		"\r".repeat(100_000),
		"\n".repeat(100_000),
		"```\n".repeat(20_000),
	]) {
		expect(cleanOutput(text).includes(ESC)).toBe(false);
	}
});
