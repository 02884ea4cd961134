import { describe, expect, test } from "vitest";
import type { Role, Wheel } from "../../src/protocol/index.ts";
import { ABSENCE_GRACE_MS, type Absences, followAbsences } from "../../src/rules/absences.ts";
import { createRoleTable } from "../../src/rules/access.ts";
import { currentWheel, peopleOfWheel, reviewWheel } from "../../src/rules/wheel.ts";

const BEN = { userId: "ben", name: "Ben" };
const CLEO = { userId: "cleo", name: "Cleo" };
const NOW = 1_000_000;
const WHEEL: Wheel = { by: BEN, until: NOW + 60_000, asked: [] };
const ASKED: Wheel = { ...WHEEL, asked: [{ ...CLEO, at: NOW }] };

interface Watched {
	readonly wheel?: Wheel;
	readonly now?: number;
	/** The roles of those who have the workspace open. */
	readonly here?: Readonly<Record<string, Role>>;
	/** What is known of people; null when their access has ended. */
	readonly known?: Readonly<Record<string, Role | null>>;
	readonly absences?: Absences;
}

function review({ wheel = WHEEL, now = NOW, here = {}, known = {}, absences = new Map() }: Watched) {
	const participants = Object.entries(here).map(([userId, role]) => ({ userId, name: userId, role }));
	const roleOf = (userId: string) => known[userId];
	return reviewWheel(wheel, { participants, absences, access: createRoleTable({}), roleOf, now });
}

test("a wheel ends when its time is over, to the millisecond, and nobody has it from then on", () => {
	const here = { ben: "editor" } as const;
	expect(review({ here })).toEqual({ wheel: WHEEL, inMs: 60_000 });
	expect(review({ here, now: WHEEL.until - 1 })).toEqual({ wheel: WHEEL, inMs: 1 });
	expect(review({ here, now: WHEEL.until })).toEqual({ ends: "expired" });
	expect(currentWheel({ wheel: WHEEL }, WHEEL.until - 1)).toBe(WHEEL);
	expect(currentWheel({ wheel: WHEEL }, WHEEL.until)).toBeNull();
});

test("a wheel waits for its holder for a while, and no longer than its time", () => {
	const since = (time: number) => new Map([["ben", time]]);
	expect(review({ absences: since(NOW) })).toMatchObject({ inMs: ABSENCE_GRACE_MS });
	expect(review({ absences: since(NOW), now: NOW + ABSENCE_GRACE_MS - 1 })).toMatchObject({ inMs: 1 });
	expect(review({ absences: since(NOW), now: NOW + ABSENCE_GRACE_MS })).toEqual({ ends: "left" });
	expect(review({ absences: since(WHEEL.until - 5), now: WHEEL.until - 5 })).toMatchObject({ inMs: 5 });
});

describe("a wheel ends at once", () => {
	test("for a holder who may not prompt any more, also while their page does not know it yet", () => {
		expect(review({ here: { ben: "commenter" } })).toEqual({ ends: "role_lowered" });
		expect(review({ here: { ben: "editor" }, known: { ben: "commenter" } })).toEqual({ ends: "role_lowered" });
		expect(review({ here: { ben: "commenter" }, known: { ben: "editor" } })).toMatchObject({ wheel: WHEEL });
	});

	test("for a holder whose access has ended", () => {
		expect(review({ here: { ben: "editor" }, known: { ben: null } })).toEqual({ ends: "access_ended" });
	});
});

describe("somebody who asks for the wheel", () => {
	const here = { ben: "editor", cleo: "editor" } as const;
	const unasked = { wheel: { ...ASKED, asked: [] } };

	test("is named while they may have it, and the wheel stays the same object", () => {
		const reviewed = review({ wheel: ASKED, here });
		expect("wheel" in reviewed && reviewed.wheel).toBe(ASKED);
	});

	test("is not named any more once they may not have it, or their access has ended", () => {
		expect(review({ wheel: ASKED, here, known: { cleo: "commenter" } })).toMatchObject(unasked);
		expect(review({ wheel: ASKED, here, known: { cleo: null } })).toMatchObject(unasked);
	});

	test("is named for as long as a holder who has left would have it", () => {
		const absences = new Map([["cleo", NOW]]);
		expect(review({ wheel: ASKED, absences, here: { ben: "editor" } })).toMatchObject({ inMs: ABSENCE_GRACE_MS });
		const later = NOW + ABSENCE_GRACE_MS;
		expect(review({ wheel: ASKED, absences, here: { ben: "editor" }, now: later })).toMatchObject(unasked);
	});
});

test("absences begin when somebody closes their last page, and end when they are back", () => {
	const of = (before: Absences, now: number, ...here: readonly string[]) =>
		followAbsences(before, peopleOfWheel(ASKED), {
			participants: here.map((userId) => ({ userId, name: userId, role: "editor" })),
			now,
		});
	const first = of(new Map(), NOW, "ben");
	expect([...first]).toEqual([["cleo", NOW]]);
	const second = of(first, NOW + 5);
	expect([...second]).toEqual([
		["ben", NOW + 5],
		["cleo", NOW],
	]);
	expect([...of(second, NOW + 9, "ben", "cleo")]).toEqual([]);
	expect([...followAbsences(second, peopleOfWheel(null), { participants: [], now: NOW })]).toEqual([]);
});
