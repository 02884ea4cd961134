import { expect, test } from "vitest";
import { computeDiff, type Diff } from "../../../src/components/diff/computeDiff.ts";
import { cpuTime } from "../../harness/cpuTime.ts";

const numbered = (count: number, text: string) =>
	Array.from({ length: count }, (_, index) => `${text} ${index}`).join("\n");

/** Each row as people write a diff: sign, numbers, and the changed words in brackets. */
function shown(diff: Diff): readonly string[] {
	if (diff.status === "too_large") throw new Error("The texts were too large to compare.");
	return diff.rows.map(({ type, oldLine, newLine, parts }) => {
		const sign = { context: " ", removed: "-", added: "+" }[type];
		const text = parts.map((part) => (part.changed ? `[${part.text}]` : part.text)).join("");
		return `${sign} ${oldLine ?? ""}:${newLine ?? ""} ${text}`;
	});
}

test("a changed line is removed and added, with the changed words marked", () => {
	const diff = computeDiff("a\nconst x = 1;\nb\n", "a\nconst x = 2;\nb\n");
	expect(shown(diff)).toEqual(["  1:1 a", "- 2: const x = [1];", "+ :2 const x = [2];", "  3:3 b"]);
	expect(diff).toMatchObject({ status: "changed", added: 1, removed: 1 });
});

test("a part of a file counts from its position, in the old file and in the new one", () => {
	expect(shown(computeDiff("a\nb\n", "a\nc\n", 44, 40))).toEqual(["  40:44 a", "- 41: b", "+ :45 c"]);
});

test("lines that have little in common are not marked", () => {
	expect(shown(computeDiff("export const a = 1;", "return nothing of that"))).toEqual([
		"- 1: export const a = 1;",
		"+ :1 return nothing of that",
	]);
});

test.each([
	["without an old text a file is new", null, "a\nb\n", { status: "new", added: 2, removed: 0 }],
	["an empty file was there before", "", "a\nb\n", { status: "changed", added: 2, removed: 0 }],
	["without a new text a file is deleted", "a\nb\n", null, { status: "deleted", added: 0, removed: 2 }],
	["an empty text is no deletion", "a\nb\n", "", { status: "emptied", added: 0, removed: 2 }],
	["an empty file is new", null, "", { status: "new", isEmptyFile: true }],
	["an empty file is deleted", "", null, { status: "deleted", isEmptyFile: true }],
	["an empty file stays empty", "", "", { status: "unchanged" }],
])("%s", (_name, oldText, newText, expected) => {
	expect(computeDiff(oldText, newText)).toMatchObject(expected);
});

test("a fragment is numbered from its first line", () => {
	expect(shown(computeDiff("a\n", "b\n", 41))).toEqual(["- 41: a", "+ :41 b"]);
});

const endings = (oldText: string | null, newText: string | null) => {
	const diff = computeDiff(oldText, newText);
	if (diff.status === "too_large") throw new Error("The texts were too large to compare.");
	return diff.rows.map(({ type, ending, parts }) => [type, parts.map((part) => part.text).join(""), ending]);
};

test("a line that ends in another way is another line", () => {
	expect(endings("a\r\nb\r\n", "a\nb\r\n")).toEqual([
		["removed", "a", "\r\n"],
		["added", "a", undefined],
		["context", "b", "\r\n"],
	]);
	expect(computeDiff("a\r\nb\r\n", "a\nb\n")).toMatchObject({
		status: "changed",
		added: 2,
		removed: 2,
		lineEndings: { old: "CRLF", new: "LF" },
	});
	expect(computeDiff("a\rb\r", "a\nb\r")).toMatchObject({ lineEndings: { old: "CR", new: "mixed" } });
});

test("lines that end in one way are not marked", () => {
	const diff = computeDiff("a\r\nb\r\n", "a\r\nc\r\n");
	expect(diff.lineEndings).toBeUndefined();
	expect(endings("a\r\nb\r\n", "a\r\nc\r\n").map(([, , ending]) => ending)).toEqual([undefined, undefined, undefined]);
});

test("a newline at the end that one text lacks is a change of the last line", () => {
	expect(endings("a\nb", "a\nb\n")).toEqual([
		["context", "a", undefined],
		["removed", "b", ""],
		["added", "b", undefined],
	]);
	expect(endings("a\n", "a")).toEqual([
		["removed", "a", undefined],
		["added", "a", ""],
	]);
});

test("in two texts without a newline at the end, it separates lines", () => {
	expect(endings("a", "a\nb")).toEqual([
		["context", "a", undefined],
		["added", "b", undefined],
	]);
	expect(endings("a\r\nb", "a\r\nb\r\na")).toEqual([
		["context", "a", undefined],
		["context", "b", undefined],
		["added", "a", undefined],
	]);
});

test("a new file that is not as most files are says so", () => {
	expect(endings(null, "a\nb")).toEqual([
		["added", "a", undefined],
		["added", "b", ""],
	]);
	expect(computeDiff(null, "a\r\n").lineEndings).toEqual({ old: undefined, new: "CRLF" });
});

test("in a long line, what differs is marked as one part", () => {
	const long = "x".repeat(500_000);
	expect(shown(computeDiff(`${long}old${long}`, `${long}new${long}`))).toEqual([
		`- 1: ${long}[old]${long}`,
		`+ :1 ${long}[new]${long}`,
	]);
});

test("a letter is marked with its accents, and CJK characters one by one", () => {
	expect(shown(computeDiff("const cafe\u0301 = 1;", "const café = 1;"))).toEqual([
		"- 1: const [cafe\u0301] = 1;",
		"+ :1 const [café] = 1;",
	]);
	expect(shown(computeDiff("今日は晴れ", "今日は雨"))).toEqual(["- 1: 今日は[晴れ]", "+ :1 今日は[雨]"]);
});

test("the rows of either side are its text", () => {
	const oldText = numbered(80, "line").replace("line 40", "old");
	const newText = numbered(90, "line").replace("line 7", "new");
	const diff = computeDiff(oldText, newText);
	if (diff.status === "too_large") throw new Error("The texts were too large to compare.");
	const side = (left: "added" | "removed") =>
		diff.rows
			.filter((row) => row.type !== left)
			.map((row) => row.parts.map((part) => part.text).join(""))
			.join("\n");
	expect(side("added")).toBe(oldText);
	expect(side("removed")).toBe(newText);
});

test("texts that are too long or too unlike are not compared", () => {
	for (const count of [30_000, 5_000]) {
		const [oldText, newText] = [numbered(count, "a"), numbered(count, "b")];
		expect(computeDiff(oldText, newText).status).toBe("too_large");
		expect(cpuTime(() => computeDiff(oldText, newText))).toBeLessThan(5_000);
	}
});

test("a long new file is shown whole, because there is nothing to compare", () => {
	expect(computeDiff(null, numbered(30_000, "a"))).toMatchObject({ status: "new", added: 30_000 });
});

test.each([
	["all lines differ", numbered(20_000, "a"), numbered(20_000, "b")],
	["one line again and again", "x\n".repeat(20_000), "x\n".repeat(19_000)],
	["two lines in turn", "x\ny\n".repeat(10_000), "y\nx\nx\n".repeat(6_000)],
	["short words only", `${"a b ".repeat(240)}\n`.repeat(700), `${"c d ".repeat(240)}\n`.repeat(700)],
	["words again and again", `${"a b ".repeat(240)}\n`.repeat(700), `${"b b a ".repeat(160)}\n`.repeat(700)],
	["one long line", "ab".repeat(500_000), "ba".repeat(500_000)],
	["nothing but newlines", "\n".repeat(20_000), "\r\n".repeat(20_000)],
])("is done in time: %s", (_name, oldText, newText) => {
	expect(computeDiff(oldText, newText).status).not.toBe("unchanged");
	expect(cpuTime(() => computeDiff(oldText, newText))).toBeLessThan(5_000);
});
