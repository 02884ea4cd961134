import { describe, expect, test } from "vitest";
import type { TurnResult } from "../../src/protocol/index.ts";
import { advanceReadMark, countUnread, laterReadMark, summarizeUnread } from "../../src/rules/unread.ts";
import { approval, message, prompt } from "../core/items.ts";

const ADA = { userId: "ada", name: "Ada" };
const BEN = { userId: "ben", name: "Ben" };
const result: TurnResult = {
	stopReason: "end_turn",
	error: null,
	endedAt: 100,
	durationMs: 10,
	files: [],
	toolCalls: 0,
	commands: 0,
	approvals: 0,
	usage: null,
};
const file = (path: string) => ({ path, added: 1, removed: 0 });

describe("a read mark", () => {
	const mark = { order: 5, at: 1_000 };

	test("goes forward only, and at most to the newest item", () => {
		expect(advanceReadMark(null, { order: 3, newest: 9, now: 7 })).toEqual({ order: 3, at: 7 });
		expect(advanceReadMark(mark, { order: 4, newest: 9, now: 9_000 })).toBe(mark);
		expect(advanceReadMark(mark, { order: 8, newest: 9, now: 1_001 })).toEqual({ order: 8, at: 1_001 });
		expect(advanceReadMark(mark, { order: 99, newest: 9, now: 1_001 })).toEqual({ order: 9, at: 1_001 });
	});

	test("says when the person was last there, and a repeat at that moment changes nothing", () => {
		expect(advanceReadMark(mark, { order: 5, newest: 9, now: 1_500 })).toBe(mark);
		expect(advanceReadMark(mark, { order: 5, newest: 9, now: 2_000 })).toEqual({ order: 5, at: 2_000 });
	});

	test("of two that are known, the one further on counts", () => {
		const further = { order: 6, at: 500 };
		const later = { order: 5, at: 2_000 };
		expect(laterReadMark(null, mark)).toBe(mark);
		expect(laterReadMark(mark, null)).toBe(mark);
		expect(laterReadMark(mark, further)).toBe(further);
		expect(laterReadMark(further, mark)).toBe(further);
		expect(laterReadMark(mark, later)).toBe(later);
		expect(laterReadMark(later, mark)).toBe(later);
	});
});

describe("what a person counts as new", () => {
	test("are prompts of others, and what the agent says as one for each turn", () => {
		const items = [
			prompt(1, { by: ADA, state: "done", turnId: "one" }),
			message(2, { turnId: "one" }),
			message(3, { turnId: "one" }),
			prompt(4, { by: BEN, state: "done", turnId: "two" }),
			message(5, { turnId: "two" }),
			message(6, { turnId: "two", parentId: "subagent" }),
			prompt(7, { by: BEN, state: "withdrawn" }),
		];
		expect(countUnread(items, "ada")).toBe(3);
		expect(countUnread(items, "ben")).toBe(3);
		expect(countUnread(items, "cleo")).toBe(4);
	});

	test("are the permissions that people were asked for, unless the person answered", () => {
		const answeredAt = 1;
		const items = [
			approval(1),
			approval(2, { state: { status: "answered", optionId: "yes", by: ADA, answeredAt } }),
			approval(3, { state: { status: "answered", optionId: "yes", by: null, rule: "tests", answeredAt } }),
			approval(4, { state: { status: "cancelled", reason: "denied", cancelledAt: 1 } }),
			approval(5, { state: { status: "cancelled", reason: "expired", cancelledAt: 1 } }),
		];
		expect(countUnread(items, "ada")).toBe(2);
		expect(countUnread(items, "ben")).toBe(3);
	});
});

test("a summary has the turns that ended since, each file once, and what has failed", () => {
	const since = { order: 5, at: 50 };
	const items = [
		prompt(1, { state: "done", turnId: "before", result: { ...result, endedAt: 40, files: [file("old.ts")] } }),
		prompt(2, {
			state: "done",
			turnId: "left",
			result: { ...result, endedAt: 60, files: [file("a.ts"), file("b.ts")] },
		}),
		approval(3),
		message(6, { turnId: "left" }),
		approval(7),
		prompt(8, { state: "failed", turnId: "next", result: { ...result, endedAt: 70, files: [file("a.ts")] } }),
		prompt(9, { state: "interrupted", turnId: "cut" }),
		prompt(10, { state: "running", turnId: "now" }),
	];
	expect(summarizeUnread(items, since, "ada")).toEqual({
		count: 5,
		turns: 3,
		failures: 2,
		files: 2,
		approvals: 1,
		notes: 0,
		mentions: 0,
	});
});
