import { expect, test } from "vitest";
import { refusedAct } from "../../src/rules/audit.ts";
import { RefusedActs } from "../../src/rules/RefusedActs.ts";

const MINUTE = 60_000;
const refusal = (userId = "cleo") => refusedAct({ userId, action: "prompt" }, {}, "forbidden");

/** Records what is due, and returns it. */
function take(refused: RefusedActs, now: number) {
	const due = refused.due(now);
	refused.recorded(due, now);
	return due.map(({ at, act }) => ({ at, count: act.count, userId: act.userId, action: act.action }));
}

test("the first refusal is recorded at once, and its repeats once a minute, with their number", () => {
	const refused = new RefusedActs();
	expect(refused.add(refusal(), 0)).toBe(0);
	expect(take(refused, 0)).toMatchObject([{ at: 0, count: 1, userId: "cleo" }]);
	for (let second = 1; second <= 30; second++) expect(refused.add(refusal(), second * 1_000)).toBe(MINUTE);
	expect(take(refused, MINUTE - 1)).toEqual([]);
	expect(take(refused, MINUTE)).toMatchObject([{ at: 30_000, count: 30 }]);
});

test("the longer it goes on the fewer entries there are: a day of refusals is less than forty", () => {
	const refused = new RefusedActs();
	let entries = 0;
	let counted = 0;
	for (let now = 0; now < 24 * 60 * MINUTE; now += 1_000) {
		refused.add(refusal(), now);
		for (const { count } of take(refused, now)) {
			entries += 1;
			counted += count;
		}
	}
	expect(entries).toBeLessThan(40);
	expect(counted).toBeGreaterThan(80_000);
});

test("after a quiet while it is recorded at once again", () => {
	const refused = new RefusedActs();
	refused.add(refusal(), 0);
	take(refused, 0);
	expect(refused.add(refusal(), 10 * MINUTE)).toBe(10 * MINUTE);
	expect(take(refused, 10 * MINUTE)).toMatchObject([{ count: 1 }]);
});

test("many people who are refused are recorded one by one only up to a number", () => {
	const refused = new RefusedActs();
	for (let person = 0; person < 1_000; person++) refused.add(refusal(`person ${person}`), 0);
	const recorded = take(refused, 0);
	expect(recorded).toHaveLength(21);
	expect(recorded.at(-1)).toEqual({ at: 0, count: 980, userId: null, action: "others" });
});

test("what could not be stored is due again", () => {
	const refused = new RefusedActs();
	refused.add(refusal(), 0);
	expect(refused.due(0)).toHaveLength(1);
	refused.add(refusal(), 1);
	expect(take(refused, 1)).toMatchObject([{ count: 2 }]);
});
