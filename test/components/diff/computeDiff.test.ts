import { expect, test } from "vitest";
import { computeDiff, type Diff } from "../../../src/components/diff/computeDiff.ts";

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

test.each([null, ""])("an old text of %j is a new file", (oldText) => {
	expect(computeDiff(oldText, "a\nb\n")).toMatchObject({ status: "new", added: 2, removed: 0 });
});

test("an empty new text is a deleted file", () => {
	expect(computeDiff("a\nb\n", "")).toMatchObject({ status: "deleted", added: 0, removed: 2 });
});

test("a fragment is numbered from its first line", () => {
	expect(shown(computeDiff("a\n", "b\n", 41))).toEqual(["- 41: a", "+ :41 b"]);
});

test("a newline at the end, or lines that end another way, are no change", () => {
	expect(computeDiff("a\nb", "a\nb\n").status).toBe("unchanged");
	expect(computeDiff("a\r\nb\r\n", "a\nb\n").status).toBe("unchanged");
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

test("texts that are too long or too unlike are not compared", { timeout: 5_000 }, () => {
	expect(computeDiff(numbered(30_000, "a"), numbered(30_000, "b")).status).toBe("too_large");
	expect(computeDiff(numbered(5_000, "a"), numbered(5_000, "b")).status).toBe("too_large");
});

test("a long new file is shown whole, because there is nothing to compare", () => {
	expect(computeDiff(null, numbered(30_000, "a"))).toMatchObject({ status: "new", added: 30_000 });
});
