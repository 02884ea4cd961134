import { expect, test } from "vitest";
import { shareStructure } from "../../src/core/state/structuralSharing.ts";

test("a value that says the same is the one before", () => {
	const previous = { list: [{ a: 1 }, { b: null }], text: "x" };
	expect(shareStructure(previous, structuredClone(previous))).toBe(previous);
});

test("a value that differs is built from the parts that do not", () => {
	const previous = { same: { deep: [1, 2] }, other: { a: 1 } };
	const next = shareStructure(previous, { same: { deep: [1, 2] }, other: { a: 2 } });
	expect(next).toEqual({ same: { deep: [1, 2] }, other: { a: 2 } });
	expect(next.same).toBe(previous.same);
});

test.each([
	[{ a: 1 }, { b: 1 }],
	[{ a: undefined }, {}],
	[{}, { a: undefined }],
	[[1, 2], [1]],
	[[1], [1, 2]],
	[[], {}],
	[null, {}],
	[{ a: 0 }, { a: null }],
	["1", 1],
])("%j is not %j", (previous: unknown, next: unknown) => {
	expect(shareStructure(previous, next)).toStrictEqual(next);
	expect(shareStructure(previous, next)).not.toBe(previous);
});
