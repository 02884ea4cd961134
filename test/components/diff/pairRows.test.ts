import { expect, test } from "vitest";
import { assignSplitRows, computeDiff } from "../../../src/components/diff/computeDiff.ts";
import { foldUnchangedRows, truncateSections } from "../../../src/components/diff/diffSections.ts";

/** The rows of both sides as a reader sees them, `-` for an empty row. */
function sideBySide(oldText: string, newText: string): readonly string[] {
	const diff = computeDiff(oldText, newText);
	if (diff.status === "too_large") throw new Error("This is about short texts.");
	const seen: [old: string, fresh: string][] = [];
	for (const { type, splitRow = 0, parts } of assignSplitRows(diff.rows)) {
		seen[splitRow - 1] ??= ["-", "-"];
		const text = parts.map((part) => part.text).join("");
		if (type !== "added") seen[splitRow - 1]?.splice(0, 1, text);
		if (type !== "removed") seen[splitRow - 1]?.splice(1, 1, text);
	}
	return seen.map((sides) => sides.join(" "));
}

test.each([
	["a line that changed", "a\nb\nc", "a\nB\nc", ["a a", "b B", "c c"]],
	["more came than went", "a\nb\nc", "a\nX\nY\nc", ["a a", "b X", "- Y", "c c"]],
	["more went than came", "a\nb\nc\nd", "a\nX\nd", ["a a", "b X", "c -", "d d"]],
	["lines that only came", "a\nb", "a\nX\nY\nb", ["a a", "- X", "- Y", "b b"]],
	["lines that only went", "a\nX\nb", "a\nb", ["a a", "X -", "b b"]],
	["two changes", "a\nb\nc", "X\nb", ["a X", "b b", "c -"]],
	["nothing", "a", "a", ["a a"]],
])("%s is beside its old version", (_name, oldText, newText, expected) => {
	expect(sideBySide(oldText, newText)).toEqual(expected);
});

test("a new file fills its side from the top", () => {
	expect(sideBySide("", "a\nb")).toEqual(["- a", "- b"]);
});

test("folding keeps the places", () => {
	const lines = Array.from({ length: 20 }, (_, index) => `line ${index}`);
	const diff = computeDiff(lines.join("\n"), lines.with(10, "other").join("\n"));
	const rows = assignSplitRows("rows" in diff ? diff.rows : []);
	expect(foldUnchangedRows(rows).map((section) => section.rows[0]?.splitRow)).toEqual([1, 8, 11, 12, 15]);
});

test("of a long change both sides begin", () => {
	const unlike = (text: string) => Array.from({ length: 300 }, (_, index) => `${text} ${index}`).join("\n");
	const diff = computeDiff(unlike("old"), unlike("new"));
	const [first] = truncateSections(foldUnchangedRows(assignSplitRows("rows" in diff ? diff.rows : [])), 200);
	expect(first?.rows.filter((row) => row.type === "removed")).toHaveLength(200);
	expect(first?.rows.filter((row) => row.type === "added")).toHaveLength(200);
});
