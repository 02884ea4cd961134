import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createStaleConnectionCloser } from "../../actors/presence/staleConnections.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function start(...ids: string[]) {
	const there = new Set(ids);
	const onClosed = vi.fn();
	const rollCall = createStaleConnectionCloser({
		graceMs: 30_000,
		silenceMs: 600_000,
		clients: () => [...there].map((id) => ({ id, userId: "ada", close: async () => void there.delete(id) })),
		onClosed,
	});
	rollCall.start();
	return { rollCall, there, onClosed };
}

test("closes restored connections that stay silent, and keeps the others", () => {
	const { rollCall, there, onClosed } = start("living", "left");
	rollCall.recordActivity("living");
	vi.advanceTimersByTime(29_999);
	expect([...there]).toEqual(["living", "left"]);
	vi.advanceTimersByTime(1);
	expect([...there]).toEqual(["living"]);
	expect(onClosed).toHaveBeenCalledExactlyOnceWith(1);
	expect([rollCall.wasActive("living"), rollCall.wasActive("left")]).toEqual([true, false]);
	rollCall.stop();
});

test("closes a connection that is silent for long, and keeps one that calls now and then", () => {
	const { rollCall, there } = start("silent", "asking");
	rollCall.recordActivity("silent");
	for (let minute = 0; minute < 12; minute++) {
		rollCall.recordActivity("asking");
		vi.advanceTimersByTime(60_000);
	}
	expect([...there]).toEqual(["asking"]);
	rollCall.stop();
});

test("closes nothing after the end", () => {
	const { rollCall, there } = start("left");
	rollCall.stop();
	vi.advanceTimersByTime(3_600_000);
	expect([...there]).toEqual(["left"]);
});
