import { expect, test } from "vitest";
import { MAX_PASTED_CHARACTERS, MAX_PASTED_LINES, readClipboard } from "../../src/components/composer/readClipboard.ts";

const picture = new File(["x"], "image.png", { type: "image/png" });
const report = new File(["x"], "Bericht März.pdf", { type: "application/pdf" });

function copied(types: Readonly<Record<string, string>>, ...files: readonly File[]) {
	const read = readClipboard({ getData: (type) => types[type] ?? "", files: files as unknown as FileList });
	return { ...read, files: read.files.map(({ name }) => name), offered: read.offered.map(({ name }) => name) };
}

test.each([
	["Excel", { "text/plain": "A\tB\r\n1\t2\r\n", "text/html": "<table></table>" }],
	["Word", { "text/plain": "A sentence.", "text/html": "<p>A sentence.</p>", "text/rtf": "{\\rtf1}" }],
	["a text layer of Figma", { "text/plain": "Sign up", "text/html": "<span data-metadata></span>" }],
])("what %s copies is the text, and its picture is offered", (_, types) => {
	expect(copied(types, picture)).toMatchObject({ text: types["text/plain"], files: [], offered: ["image.png"] });
});

test.each([
	["alone", {}],
	["with HTML, as a browser copies it", { "text/html": '<img src="a.png">' }],
	["with white space", { "text/plain": " \n", "text/html": "<img>" }],
	["with its address", { "text/plain": "https://example.com/a.png", "text/uri-list": "https://example.com/a.png" }],
])("a picture %s is attached", (_, types) => {
	expect(copied(types, picture)).toMatchObject({ text: "", files: ["image.png"], offered: [] });
});

test.each([
	["macOS", "Bericht März.pdf"],
	["macOS, in decomposed Unicode", "Bericht März.pdf".normalize("NFD")],
	["Linux", "/home/ada/Bericht März.pdf"],
	["Linux, as an address", "file:///home/ada/Bericht%20M%C3%A4rz.pdf"],
	["Windows", "C:\\Users\\Ada\\Bericht März.pdf"],
])("a file that the file manager of %s copies with its name is attached", (_, text) => {
	expect(copied({ "text/plain": text }, report)).toMatchObject({ text: "", files: ["Bericht März.pdf"] });
});

test("a text that only mentions the file is a text", () => {
	expect(copied({ "text/plain": "See\nBericht März.pdf" }, report).files).toEqual([]);
});

test("a text is long from 5,001 characters or 101 lines on", () => {
	const isLong = (text: string) => copied({ "text/plain": text }).isLong;
	expect(isLong("x".repeat(MAX_PASTED_CHARACTERS))).toBe(false);
	expect(isLong("x".repeat(MAX_PASTED_CHARACTERS + 1))).toBe(true);
	expect(isLong("x\n".repeat(MAX_PASTED_LINES - 1))).toBe(false);
	expect(isLong("x\n".repeat(MAX_PASTED_LINES))).toBe(true);
});
