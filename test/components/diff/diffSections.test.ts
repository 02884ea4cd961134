import { expect, test } from "vitest";
import { computeDiff } from "../../../src/components/diff/computeDiff.ts";
import { type DiffSection, foldUnchangedRows, truncateSections } from "../../../src/components/diff/diffSections.ts";

const file = (length: number, ...changed: readonly number[]) =>
	Array.from({ length }, (_, index) => (changed.includes(index) ? `changed ${index}` : `${index}`)).join("\n");

function sectionsOf(length: number, ...changed: readonly number[]): readonly DiffSection[] {
	const diff = computeDiff(file(length), file(length, ...changed));
	return diff.status === "too_large" ? [] : foldUnchangedRows(diff.rows);
}

const shape = (sections: readonly DiffSection[]) => sections.map((section) => `${section.type} ${section.rows.length}`);

test("three unchanged lines stay around a change", () => {
	expect(shape(sectionsOf(20, 10))).toEqual(["gap 7", "rows 3", "rows 2", "rows 3", "gap 6"]);
});

test("changes that stand close together are not folded apart", () => {
	expect(shape(sectionsOf(9, 0, 8))).toEqual(["rows 2", "rows 7", "rows 2"]);
});

test("one line is never folded: the button would be as tall", () => {
	expect(shape(sectionsOf(5, 4))).toEqual(["rows 4", "rows 2"]);
});

test("nothing is lost by folding", () => {
	const rows = sectionsOf(100, 3, 50, 97).flatMap((section) => section.rows);
	expect(rows).toHaveLength(103);
});

test("a limit cuts rows, and counts a fold as one", () => {
	const sections = sectionsOf(20, 10);
	expect(shape(truncateSections(sections, 5))).toEqual(["gap 7", "rows 3", "rows 1"]);
	expect(truncateSections(sections, 100)).toBe(sections);
});
