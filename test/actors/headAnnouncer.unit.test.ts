import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { HeadAnnouncer } from "../../actors/broadcast/HeadAnnouncer.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function start() {
	const began = Date.now();
	const toldAt: number[] = [];
	const batch = { isDue: false };
	const announcer = new HeadAnnouncer({
		quietMs: 250,
		heartbeatIntervalMs: 15_000,
		hasListeners: () => true,
		isBatchDue: () => batch.isDue,
		send: () => void toldAt.push(Date.now() - began),
	});
	return { announcer, toldAt, batch };
}

test("repeats the head with increasing delays up to a second, until the heartbeat", () => {
	const { announcer, toldAt } = start();
	announcer.schedule();
	vi.advanceTimersByTime(14_999);
	const eachSecond = Array.from({ length: 14 }, (_, second) => 1_750 + 1_000 * second);
	expect(toldAt).toEqual([250, 750, ...eachSecond]);
	announcer.stop();
});

test("each change restarts the idle time", () => {
	const { announcer, toldAt } = start();
	for (let change = 0; change < 10; change++) {
		announcer.schedule();
		vi.advanceTimersByTime(200);
	}
	expect(toldAt).toEqual([]);
	vi.advanceTimersByTime(50);
	expect(toldAt).toEqual([2_050]);
	announcer.stop();
});

test("a head announced at once is repeated too, and nothing is sent after the end", () => {
	const { announcer, toldAt } = start();
	announcer.announce();
	vi.advanceTimersByTime(300);
	announcer.stop();
	vi.advanceTimersByTime(60_000);
	expect(toldAt).toEqual([0, 250]);
});

test("no head is sent between two batches, however far apart they are", () => {
	const { announcer, toldAt, batch } = start();
	for (let sent = 0; sent < 4; sent++) {
		announcer.schedule();
		batch.isDue = true;
		vi.advanceTimersByTime(528);
	}
	expect(toldAt).toEqual([]);
	announcer.schedule();
	batch.isDue = false;
	vi.advanceTimersByTime(250);
	expect(toldAt).toEqual([4 * 528 + 250]);
	announcer.stop();
});

test("the heartbeat is sent although a batch is due: it may be held back for as long as nothing can be stored", () => {
	const { announcer, toldAt, batch } = start();
	announcer.announce();
	batch.isDue = true;
	vi.advanceTimersByTime(30_000);
	expect(toldAt).toEqual([0, 15_000, 30_000]);
	announcer.stop();
});
