import { expect, test } from "vitest";
import { shareStructure } from "../../src/core/state/structuralSharing.ts";

test("an equal value is replaced by the previous one", () => {
	const previous = { list: [{ a: 1 }, { b: null }], text: "x" };
	expect(shareStructure(previous, structuredClone(previous))).toBe(previous);
});

test("a different value shares its equal parts with the previous one", () => {
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
])("%j does not equal %j", (previous: unknown, next: unknown) => {
	expect(shareStructure(previous, next)).toStrictEqual(next);
	expect(shareStructure(previous, next)).not.toBe(previous);
});
