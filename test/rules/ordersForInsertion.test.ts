import { expect, test } from "vitest";
import { ordersForInsertion } from "../../src/rules/queue.ts";

test("is below all at the front, and halfway between two neighbors", () => {
	expect(ordersForInsertion([4, 5], 0)).toEqual([3]);
	expect(ordersForInsertion([4, 5], 1)).toEqual([4.5]);
});

test("moves the prompts behind when no number is left between two neighbors", () => {
	const behind = 4 + Number.EPSILON * 4;
	expect(ordersForInsertion([4, behind, 8], 1)).toEqual([4 + 4 / 3, 4 + 8 / 3]);
	expect(ordersForInsertion([4, behind], 1)).toEqual([4 + 1 / 3, 4 + 2 / 3]);
});

test("keeps the order when two prompts are swapped again and again, and moves no other", () => {
	let [one, two] = [1_000_001, 1_000_002];
	for (let round = 0; round < 200; round++) {
		const [placed = 0, shifted = one] = ordersForInsertion([1_000_000, one, 1_000_003], 1);
		[one, two] = [placed, shifted];
		expect([1_000_000, one, two, 1_000_003]).toEqual([1_000_000, one, two, 1_000_003].sort((a, b) => a - b));
		expect(new Set([1_000_000, one, two, 1_000_003]).size).toBe(4);
	}
});
