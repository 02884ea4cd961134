import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { EventHub } from "../../actors/events/EventHub.ts";
import type { WorkspaceEventHub } from "../../actors/events/workspaceEvents.ts";
import { StaleConnectionCloser } from "../../actors/presence/StaleConnectionCloser.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function start(...ids: string[]) {
	const there = new Set(ids);
	const onClosed = vi.fn();
	const events: WorkspaceEventHub = new EventHub(() => undefined);
	events.on("staleConnectionsClosed", ({ count }) => onClosed(count));
	const staleConnections = new StaleConnectionCloser({
		events,
		graceMs: 30_000,
		silenceMs: 600_000,
		clients: () =>
			[...there].map((id) => ({
				id,
				role: "owner",
				expiresAt: null,
				userId: "ada",
				send: () => undefined,
				close: async () => void there.delete(id),
			})),
	});
	staleConnections.start();
	return { staleConnections, there, onClosed };
}

test("closes restored connections that stay silent, and keeps the others", () => {
	const { staleConnections, there, onClosed } = start("living", "left");
	staleConnections.recordActivity("living");
	vi.advanceTimersByTime(29_999);
	expect([...there]).toEqual(["living", "left"]);
	vi.advanceTimersByTime(1);
	expect([...there]).toEqual(["living"]);
	expect(onClosed).toHaveBeenCalledExactlyOnceWith(1);
	expect([staleConnections.wasActive("living"), staleConnections.wasActive("left")]).toEqual([true, false]);
	staleConnections.stop();
});

test("closes a connection that is silent for long, and keeps one that calls now and then", () => {
	const { staleConnections, there } = start("silent", "asking");
	staleConnections.recordActivity("silent");
	for (let minute = 0; minute < 12; minute++) {
		staleConnections.recordActivity("asking");
		vi.advanceTimersByTime(60_000);
	}
	expect([...there]).toEqual(["asking"]);
	staleConnections.stop();
});

test("closes nothing after the end", () => {
	const { staleConnections, there } = start("left");
	staleConnections.stop();
	vi.advanceTimersByTime(3_600_000);
	expect([...there]).toEqual(["left"]);
});
