import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { HeadAnnouncer } from "../../actors/broadcast/HeadAnnouncer.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function start() {
	const began = Date.now();
	const toldAt: number[] = [];
	const send = () => void toldAt.push(Date.now() - began);
	const announcer = new HeadAnnouncer({ quietMs: 250, heartbeatIntervalMs: 15_000, hasListeners: () => true, send });
	return { announcer, toldAt };
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
