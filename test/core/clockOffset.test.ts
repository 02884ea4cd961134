import { expect, test } from "vitest";
import { reduceClockOffset } from "../../src/core/state/syncReducer.ts";
import { createMemoryWorkspace } from "../../src/testing/index.ts";
import { createFakeClock } from "./createFakeClock.ts";
import { ADA, createTestStore } from "./startStore.ts";

const HOUR = 3_600_000;

/** Ada's store, whose clock goes wrong by so much, and the workspace's. */
async function startApart(aheadMs: number) {
	const clock = createFakeClock();
	const theirs = { now: () => clock.now() + aheadMs, setTimer: clock.setTimer };
	const workspace = createMemoryWorkspace({ clock: theirs });
	const store = createTestStore({ connect: workspace.connect(ADA), clock });
	store.start();
	await clock.settle();
	return { clock, workspace, store };
}

test.each([HOUR, -HOUR, 0])("a store finds out how far the workspace's clock is ahead: %i ms", async (aheadMs) => {
	const { store } = await startApart(aheadMs);
	expect(store.get().clockOffsetMs).toBe(aheadMs);
});

test("what was found out holds over a lost connection", async () => {
	const { store, workspace, clock } = await startApart(HOUR);
	workspace.dropConnections();
	expect(store.get().clockOffsetMs).toBe(HOUR);
	workspace.restoreConnections();
	await clock.settle();
	expect(store.get().clockOffsetMs).toBe(HOUR);
});

test("a clock that may be right is left alone, however slow the answer", () => {
	expect(reduceClockOffset(0, { askedAt: 1_000, answeredAt: 4_000, now: 1_200 })).toBe(0);
	expect(reduceClockOffset(250, { askedAt: 1_000, answeredAt: 4_000, now: 1_300 })).toBe(250);
});

test("one that cannot be right is put where it is wrong by half the answer's way at most", () => {
	expect(reduceClockOffset(0, { askedAt: 1_000, answeredAt: 1_100, now: 61_050 })).toBe(60_000);
});

test("a workspace that does not tell its time changes nothing", () => {
	expect(reduceClockOffset(70, { askedAt: 1_000, answeredAt: 4_000, now: undefined })).toBe(70);
});
