import { expect, test } from "vitest";
import { reduceClockOffset } from "../../src/core/state/syncReducer.ts";
import { createMemoryWorkspace } from "../../src/testing/index.ts";
import { createFakeClock } from "./createFakeClock.ts";
import { ADA, createTestStore } from "./startStore.ts";

const HOUR = 3_600_000;

/** Starts Ada's store on a workspace whose clock is ahead of hers. */
async function startAhead(aheadMs: number) {
	const clock = createFakeClock();
	const workspaceClock = { now: () => clock.now() + aheadMs, setTimer: clock.setTimer };
	const workspace = createMemoryWorkspace({ clock: workspaceClock });
	const store = createTestStore({ connect: workspace.connect(ADA), clock });
	store.start();
	await clock.settle();
	return { clock, workspace, store };
}

test.each([HOUR, -HOUR, 0])("a store measures how far the workspace's clock is ahead: %i ms", async (aheadMs) => {
	const { store } = await startAhead(aheadMs);
	expect(store.get().clockOffsetMs).toBe(aheadMs);
});

test("the offset is kept over a lost connection", async () => {
	const { store, workspace, clock } = await startAhead(HOUR);
	workspace.dropConnections();
	expect(store.get().clockOffsetMs).toBe(HOUR);
	workspace.restoreConnections();
	await clock.settle();
	expect(store.get().clockOffsetMs).toBe(HOUR);
});

test("an offset that may be right is kept, however slow the answer", () => {
	expect(reduceClockOffset(0, { requestedAt: 1_000, respondedAt: 4_000, now: 1_200 })).toBe(0);
	expect(reduceClockOffset(250, { requestedAt: 1_000, respondedAt: 4_000, now: 1_300 })).toBe(250);
});

test("an offset that cannot be right is set to the middle of what is possible", () => {
	expect(reduceClockOffset(0, { requestedAt: 1_000, respondedAt: 1_100, now: 61_050 })).toBe(60_000);
});

test("an answer without a time changes nothing", () => {
	expect(reduceClockOffset(70, { requestedAt: 1_000, respondedAt: 4_000, now: undefined })).toBe(70);
});
