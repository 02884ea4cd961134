import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Backoff } from "../../actors/timing/Backoff.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const LIMITS = { retryBaseMs: 100, retryMaxMs: 1_000 };

test("the waits double up to the longest one, and start over after a reset", () => {
	const backoff = new Backoff(LIMITS);
	expect([1, 2, 3, 4, 5, 6].map(() => backoff.fail())).toEqual([100, 200, 400, 800, 1_000, 1_000]);
	expect(backoff.failures).toBe(6);
	backoff.reset();
	expect([backoff.failures, backoff.fail()]).toEqual([0, 100]);
});

test("an abort ends a wait", async () => {
	const stopping = new AbortController();
	const backoff = new Backoff(LIMITS);
	const onWaited = vi.fn();
	const waited = backoff.wait(stopping.signal).then(onWaited);
	await vi.advanceTimersByTimeAsync(99);
	expect(onWaited).not.toHaveBeenCalled();
	stopping.abort();
	await waited;
	await backoff.wait(stopping.signal);
	expect(backoff.failures).toBe(2);
});
