import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { AccessExpiry } from "../../actors/presence/AccessExpiry.ts";

beforeEach(() => vi.useFakeTimers({ now: 0 }));
afterEach(() => vi.useRealTimers());

function open(expiries: readonly (number | null)[]) {
	const closed: number[] = [];
	let clients = expiries.map((expiresAt, index) => ({
		id: String(index),
		userId: "ada",
		role: "owner" as const,
		expiresAt,
		send: () => undefined,
		close: async (reason: string) => {
			expect(reason).toBe("expired");
			closed.push(index);
			clients = clients.filter(({ id }) => id !== String(index));
		},
	}));
	const counts: number[] = [];
	const expiry = new AccessExpiry({ clients: () => clients, onClosed: (count) => counts.push(count) });
	return { expiry, closed, counts };
}

test("each connection is closed when its access ends, and those without an end stay", () => {
	const { expiry, closed, counts } = open([2_000, null, 1_000, 1_000]);
	expiry.check();
	vi.advanceTimersByTime(999);
	expect(closed).toEqual([]);
	vi.advanceTimersByTime(1);
	expect(closed).toEqual([2, 3]);
	vi.advanceTimersByTime(1_000);
	expect(closed).toEqual([2, 3, 0]);
	expect(counts).toEqual([2, 1]);
	expect(vi.getTimerCount()).toBe(0);
});

test("what ended while the workspace slept is closed at once, and nothing is closed after it stops", () => {
	const { expiry, closed } = open([-5, 1_000]);
	expiry.check();
	expect(closed).toEqual([0]);
	expiry.stop();
	vi.advanceTimersByTime(10_000);
	expect(closed).toEqual([0]);
});

test("an end that is further away than a timer can wait is not taken for now", () => {
	const year = 365 * 24 * 3_600_000;
	const { expiry, closed } = open([year]);
	expiry.check();
	vi.advanceTimersByTime(year - 1);
	expect(closed).toEqual([]);
	vi.advanceTimersByTime(1);
	expect(closed).toEqual([0]);
});
