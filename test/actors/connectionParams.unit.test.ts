import { expect, test } from "vitest";
import { restoreNumbers } from "../../actors/access/connectionParams.ts";

test("whole numbers that Rivet delivers as bigint are numbers again, at every depth", () => {
	const params = { at: 1_764_486_411_123n, list: [4_294_967_296n, { low: -9_007_199_254_740_991n }], id: "7" };
	expect(restoreNumbers(params)).toEqual({
		at: 1_764_486_411_123,
		list: [4_294_967_296, { low: -9_007_199_254_740_991 }],
		id: "7",
	});
});

test("one that no number can hold stays as it is, and so does all else", () => {
	const bytes = new Uint8Array([1]);
	const rest = [2n ** 53n, -(2n ** 60n), 1.5, true, null, undefined, bytes];
	expect(restoreNumbers(rest)).toEqual(rest);
	expect(restoreNumbers(bytes)).toBe(bytes);
	expect(restoreNumbers(undefined)).toBeUndefined();
});
