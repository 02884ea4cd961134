import { expect, test } from "vitest";
import type { ApprovalState } from "../../src/protocol/index.ts";
import { peopleWaitMs } from "../../src/rules/approvals.ts";

const by = { userId: "ada", name: "Ada" };
const pending = { status: "pending" } as const;
const answered = (answeredAt: number) => ({ status: "answered", optionId: "once", by, answeredAt }) as const;
const asked = (createdAt: number, state: ApprovalState) => ({ createdAt, state });

test("counts from the request until the answer", () => {
	expect(peopleWaitMs([], 0, 100)).toBe(0);
	expect(peopleWaitMs([asked(10, answered(40))], 0, 100)).toBe(30);
	expect(peopleWaitMs([asked(60, answered(70)), asked(10, answered(40))], 0, 100)).toBe(40);
});

test("counts approvals that wait at the same time once", () => {
	expect(peopleWaitMs([asked(10, answered(40)), asked(20, answered(60)), asked(30, answered(35))], 0, 100)).toBe(50);
});

test("counts an approval without an answer until it is cancelled, or until the end", () => {
	expect(peopleWaitMs([asked(10, { status: "cancelled", reason: "expired", cancelledAt: 30 })], 0, 100)).toBe(20);
	expect(peopleWaitMs([asked(10, pending)], 0, 100)).toBe(90);
});

test("does not count what the policy settles", () => {
	const denied = { status: "cancelled", reason: "denied", cancelledAt: 90 } as const;
	expect(peopleWaitMs([asked(10, { ...answered(90), by: null }), asked(10, denied)], 0, 100)).toBe(0);
});

test("does not count what is before or after the turn", () => {
	expect(peopleWaitMs([asked(10, answered(40)), asked(80, answered(140))], 30, 100)).toBe(30);
});
