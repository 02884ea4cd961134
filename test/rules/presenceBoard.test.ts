import { describe, expect, test } from "vitest";
import { INTERVALS, type PresenceUpdate } from "../../src/protocol/index.ts";
import { PresenceBoard } from "../../src/rules/PresenceBoard.ts";

const here = (update: Partial<PresenceUpdate> = {}): PresenceUpdate => ({
	status: "here",
	typing: null,
	itemId: null,
	path: null,
	...update,
});

/** What the others see of Ada. */
const adaOn = (board: PresenceBoard) => board.snapshot().people.find(({ userId }) => userId === "ada");

describe("several pages of a person", () => {
	test("count as the one at which the person is most active", () => {
		const board = new PresenceBoard(0);
		board.report("1", "ada", here({ status: "away" }), 0);
		board.report("2", "ada", here({ status: "idle", itemId: "b" }), 1);
		expect(adaOn(board)).toMatchObject({ status: "idle", itemId: "b" });
		board.report("3", "ada", here({ itemId: "c" }), 2);
		board.report("1", "ada", here({ status: "away" }), 3);
		expect(adaOn(board)).toMatchObject({ status: "here", itemId: "c" });
		board.forget("3");
		expect(adaOn(board)).toMatchObject({ status: "idle", itemId: "b" });
	});

	test("count as the one that has changed last, when they are equally active", () => {
		const board = new PresenceBoard(0);
		board.report("1", "ada", here({ itemId: "a" }), 0);
		board.report("2", "ada", here({ itemId: "b" }), 1);
		board.report("1", "ada", here({ itemId: "a" }), 2);
		expect(adaOn(board)).toMatchObject({ itemId: "b" });
		board.report("1", "ada", here({ itemId: "c" }), 3);
		expect(adaOn(board)).toMatchObject({ itemId: "c" });
	});

	test("type when one of them does", () => {
		const board = new PresenceBoard(0);
		board.report("1", "ada", here({ typing: "prompt" }), 0);
		board.report("2", "ada", here({ itemId: "b" }), 1);
		expect(adaOn(board)).toMatchObject({ itemId: "b", typing: "prompt" });
	});
});

describe("a page that says nothing any more", () => {
	test("is forgotten after 9 s, also when it is not visible", () => {
		const board = new PresenceBoard(0);
		board.report("1", "ada", here(), 0);
		board.report("2", "ben", here({ status: "away" }), 2_000);
		board.report("3", "cleo", here({ status: "idle" }), 1_000);
		expect(board.hasHidden()).toBe(true);
		expect(board.toWake(2_000 + INTERVALS.presenceWakeMs - 1)).toEqual([]);
		expect(board.toWake(2_000 + INTERVALS.presenceWakeMs)).toEqual(["2"]);
		expect(board.nextExpiryAt()).toBe(INTERVALS.presenceTimeoutMs);
		expect(board.expire(INTERVALS.presenceTimeoutMs - 1)).toEqual([]);
		expect(board.expire(INTERVALS.presenceTimeoutMs)).toEqual(["1"]);
		expect(board.expire(10_000)).toEqual(["3"]);
		expect(board.snapshot().people.map(({ userId }) => userId)).toEqual(["ben"]);
		expect(board.nextExpiryAt()).toBe(11_000);
		expect(board.expire(10_999)).toEqual([]);
		expect(board.expire(11_000)).toEqual(["2"]);
		expect(board.nextExpiryAt()).toBeNull();
	});

	test("is waited for anew when others come", () => {
		const board = new PresenceBoard(0);
		board.report("1", "ada", here(), 0);
		board.touch(60_000);
		expect(board.expire(60_001)).toEqual([]);
		expect(board.nextExpiryAt()).toBe(60_000 + INTERVALS.presenceTimeoutMs);
	});
});

describe("the others", () => {
	test("are told what has changed since they were told last, once", () => {
		const board = new PresenceBoard(7);
		board.report("1", "ada", here(), 0);
		board.report("2", "ben", here({ typing: "prompt" }), 0);
		board.report("2", "ben", here({ typing: null }), 1);
		expect(board.takeChange()).toEqual({
			revision: 8,
			people: [
				{ userId: "ada", ...here() },
				{ userId: "ben", ...here() },
			],
			left: [],
		});
		expect(board.hasChanged()).toBe(false);
		expect(board.takeChange()).toBeNull();
		board.report("1", "ada", here(), 2);
		expect(board.hasChanged()).toBe(false);
		board.forget("1");
		expect(board.takeChange()).toEqual({ revision: 9, people: [], left: ["ada"] });
	});

	test("are told nothing of somebody who came and left in between", () => {
		const board = new PresenceBoard(0);
		board.report("1", "ada", here(), 0);
		board.forget("1");
		expect(board.takeChange()).toBeNull();
		expect(board.snapshot()).toEqual({ revision: 0, people: [] });
	});

	test("get everybody when they have another revision", () => {
		const board = new PresenceBoard(0);
		board.report("1", "ada", here(), 0);
		board.takeChange();
		expect(board.snapshotUnless(1)).toBeNull();
		for (const have of [0, 2, null]) expect(board.snapshotUnless(have)).toMatchObject({ revision: 1 });
	});

	test("are told no name of a hidden file", () => {
		const board = new PresenceBoard(0);
		board.report("1", "ada", here({ path: "src/.secrets/key.ts" }), 0);
		expect(adaOn(board)).toMatchObject({ path: null });
	});
});
