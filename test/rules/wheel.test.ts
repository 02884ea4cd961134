import { expect, test } from "vitest";
import type { Role } from "../../src/protocol/index.ts";
import { currentWheel, reviewWheel, WHEEL_GRACE_MS } from "../../src/rules/wheel.ts";

const BEN = { userId: "ben", name: "Ben" };
const NOW = 1_000_000;
const WHEEL = { by: BEN, until: NOW + 60_000, asked: [] };

const review = (role: Role | null, now: number, absentSince: number | null = null) =>
	reviewWheel(WHEEL, {
		participants: role ? [{ ...BEN, role }] : [],
		absence: absentSince === null ? null : { userId: BEN.userId, since: absentSince },
		needed: "editor",
		now,
	});

test("a wheel ends when its time is over, to the millisecond, and nobody has it from then on", () => {
	expect(review("editor", NOW)).toEqual({ inMs: 60_000 });
	expect(review("editor", WHEEL.until - 1)).toEqual({ inMs: 1 });
	expect(review("editor", WHEEL.until)).toEqual({ ends: "expired" });
	expect(currentWheel({ wheel: WHEEL }, WHEEL.until - 1)).toBe(WHEEL);
	expect(currentWheel({ wheel: WHEEL }, WHEEL.until)).toBeNull();
});

test("a wheel waits for its holder for a while, and no longer than its time", () => {
	expect(review(null, NOW, NOW)).toEqual({ inMs: WHEEL_GRACE_MS });
	expect(review(null, NOW + WHEEL_GRACE_MS - 1, NOW)).toEqual({ inMs: 1 });
	expect(review(null, NOW + WHEEL_GRACE_MS, NOW)).toEqual({ ends: "left" });
	expect(review(null, WHEEL.until - 5, WHEEL.until - 5)).toEqual({ inMs: 5 });
});

test("a wheel ends at once for somebody who may not prompt any more", () => {
	expect(review("commenter", NOW)).toEqual({ ends: "role_lowered" });
});
