import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { PresenceBroadcaster } from "../../actors/presence/PresenceBroadcaster.ts";
import { INTERVALS, type PresenceChange, type PresenceUpdate } from "../../src/protocol/index.ts";

beforeEach(
	() =>
		void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "performance"] }),
);
afterEach(() => void vi.useRealTimers());

const here = (update: Partial<PresenceUpdate> = {}): PresenceUpdate => ({
	status: "here",
	typing: null,
	itemId: null,
	path: null,
	...update,
});

function start({ people = 2, patchIntervalMs = 16 } = {}) {
	const sent: PresenceChange[] = [];
	const silent: string[] = [];
	const woken: (readonly string[])[] = [];
	const broadcaster = new PresenceBroadcaster({
		connections: () => people,
		people: () => people,
		patchIntervalMs: () => patchIntervalMs,
		send: (change) => void sent.push(change),
		wake: (connectionIds) => void woken.push(connectionIds),
		onSilent: (connectionIds) => void silent.push(...connectionIds),
	});
	broadcaster.handleParticipants();
	return { broadcaster, sent, silent, woken };
}

test("the first change is sent at once, and those of the next 100 ms together", () => {
	const { broadcaster, sent } = start();
	broadcaster.report("1", "ada", here());
	vi.advanceTimersByTime(0);
	expect(sent).toHaveLength(1);
	broadcaster.report("1", "ada", here({ typing: "prompt" }));
	broadcaster.report("2", "ben", here());
	vi.advanceTimersByTime(99);
	expect(sent).toHaveLength(1);
	vi.advanceTimersByTime(1);
	expect(sent[1]?.people.map(({ userId }) => userId)).toEqual(["ada", "ben"]);
});

test("nothing is sent while nothing changes, and no timer runs while somebody is alone", () => {
	const { broadcaster, sent } = start({ people: 1 });
	broadcaster.report("1", "ada", here());
	vi.advanceTimersByTime(1_000);
	broadcaster.report("1", "ada", here());
	vi.advanceTimersByTime(60_000);
	expect(sent).toHaveLength(1);
	expect(vi.getTimerCount()).toBe(0);
});

test("with 50 people who type and read without a pause, a client gets about 8 KiB a second in two messages", () => {
	const { broadcaster, sent } = start({ people: 50 });
	const seconds = 60;
	for (let tick = 0; tick < 4 * seconds; tick++) {
		for (let person = 0; person < 50; person++) {
			const update = here({ typing: tick % 2 === 0 ? "prompt" : null, itemId: `message-${person}-${tick}` });
			broadcaster.report(`${person}`, `person-${person}`, update);
		}
		vi.advanceTimersByTime(250);
	}
	const bytes = sent.reduce((sum, change) => sum + JSON.stringify(change).length, 0);
	expect(bytes / seconds).toBeLessThan(8_192 * 1.1);
	expect(sent.length / seconds).toBeLessThanOrEqual(2);
	expect(sent.every(({ people }) => people.length === 50)).toBe(true);
});

test("while the engine is late, it waits as the patches do", () => {
	const { broadcaster, sent } = start({ patchIntervalMs: 528 });
	broadcaster.report("1", "ada", here());
	vi.advanceTimersByTime(0);
	broadcaster.report("1", "ada", here({ typing: "prompt" }));
	vi.advanceTimersByTime(527);
	expect(sent).toHaveLength(1);
	vi.advanceTimersByTime(1);
	expect(sent).toHaveLength(2);
});

test("a page whose connection was dropped is gone within 10 s, and one that goes on is not", () => {
	const { broadcaster, sent, silent } = start();
	broadcaster.report("1", "ada", here({ typing: "prompt" }));
	broadcaster.report("2", "ben", here());
	for (let waited = 0; waited < 10_000; waited += INTERVALS.presenceRepeatMs / 4) {
		vi.advanceTimersByTime(INTERVALS.presenceRepeatMs / 4);
		broadcaster.report("2", "ben", here());
	}
	expect(silent).toEqual(["1"]);
	expect(sent.at(-1)).toMatchObject({ people: [], left: ["ada"] });
});

test("a hidden page whose connection was dropped is gone within 10 s, and one that answers when it is woken is not", () => {
	const { broadcaster, silent, woken } = start();
	broadcaster.report("1", "ada", here({ status: "away" }));
	broadcaster.report("2", "ben", here({ status: "away" }));
	broadcaster.report("3", "cleo", here());
	for (let waited = 0; waited < 10_000; waited += 500) {
		const before = woken.length;
		vi.advanceTimersByTime(500);
		if (woken.slice(before).flat().includes("2")) broadcaster.report("2", "ben", here({ status: "away" }));
		broadcaster.report("3", "cleo", here());
	}
	// Ada’s page is woken each second, Ben’s when it was silent.
	expect(woken.filter((ids) => ids.includes("1"))).toHaveLength(5);
	expect(woken.filter((ids) => ids.includes("2"))).toHaveLength(2);
	expect(woken.flat()).not.toContain("3");
	expect(silent).toEqual(["1"]);
});

test("after the end nothing runs any more, whoever leaves then", () => {
	const { broadcaster, sent } = start({ people: 3 });
	broadcaster.report("1", "ada", here({ status: "away" }));
	vi.advanceTimersByTime(1_000);
	const before = sent.length;
	broadcaster.stop();
	broadcaster.handleParticipants();
	broadcaster.leave("1");
	broadcaster.report("2", "ben", here({ status: "away" }));
	expect(vi.getTimerCount()).toBe(0);
	expect(sent).toHaveLength(before);
});

test("a page that was hidden is waited for as briefly as any other once it is visible", () => {
	const { broadcaster, silent } = start();
	broadcaster.report("1", "ada", here({ status: "away" }));
	broadcaster.report("1", "ada", here());
	vi.advanceTimersByTime(INTERVALS.presenceTimeoutMs);
	expect(silent).toEqual(["1"]);
});

test("a page that was alone is waited for from the moment at which somebody comes", () => {
	let people = 1;
	const silent: string[] = [];
	const broadcaster = new PresenceBroadcaster({
		connections: () => people,
		people: () => people,
		patchIntervalMs: () => 16,
		wake: () => undefined,
		send: () => undefined,
		onSilent: (connectionIds) => void silent.push(...connectionIds),
	});
	broadcaster.report("1", "ada", here());
	vi.advanceTimersByTime(60_000);
	people = 2;
	broadcaster.handleParticipants();
	vi.advanceTimersByTime(INTERVALS.presenceTimeoutMs - 1);
	expect(silent).toEqual([]);
	vi.advanceTimersByTime(1);
	expect(silent).toEqual(["1"]);
});

test("nothing runs any more once it has stopped", () => {
	const { broadcaster } = start();
	broadcaster.report("1", "ada", here());
	broadcaster.stop();
	expect(vi.getTimerCount()).toBe(0);
});
