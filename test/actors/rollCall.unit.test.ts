import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createRollCall } from "../../actors/presence/createRollCall.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function start(...ids: string[]) {
	const there = new Set(ids);
	const onClosed = vi.fn();
	const rollCall = createRollCall({
		graceMs: 30_000,
		silenceMs: 600_000,
		clients: () => [...there].map((id) => ({ id, userId: "ada", close: async () => void there.delete(id) })),
		onClosed,
	});
	rollCall.begin();
	return { rollCall, there, onClosed };
}

test("of the connections that were restored those stay that are heard of", () => {
	const { rollCall, there, onClosed } = start("living", "left");
	rollCall.hear("living");
	vi.advanceTimersByTime(29_999);
	expect([...there]).toEqual(["living", "left"]);
	vi.advanceTimersByTime(1);
	expect([...there]).toEqual(["living"]);
	expect(onClosed).toHaveBeenCalledExactlyOnceWith(1);
	expect([rollCall.has("living"), rollCall.has("left")]).toEqual([true, false]);
	rollCall.stop();
});

test("one that falls silent for long is let go of, and one that asks now and then stays", () => {
	const { rollCall, there } = start("silent", "asking");
	rollCall.hear("silent");
	for (let minute = 0; minute < 12; minute++) {
		rollCall.hear("asking");
		vi.advanceTimersByTime(60_000);
	}
	expect([...there]).toEqual(["asking"]);
	rollCall.stop();
});

test("nothing is closed after the end", () => {
	const { rollCall, there } = start("left");
	rollCall.stop();
	vi.advanceTimersByTime(3_600_000);
	expect([...there]).toEqual(["left"]);
});
