import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { BatchPace } from "../../actors/broadcast/BatchPace.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["performance"] }));
afterEach(() => void vi.useRealTimers());

/** A pace, and commits that are answered after so many milliseconds. */
function openPace(connections = 50) {
	const people = { count: connections };
	const pace = new BatchPace({ connections: () => people.count });
	function commit(ms: number, times = 1): void {
		for (let time = 0; time < times; time++) {
			const answered = pace.startCommit();
			vi.advanceTimersByTime(ms);
			answered();
		}
	}
	return { pace, commit, people };
}

test.each([
	[1, 16],
	[20, 16],
	[21, 33],
	[100, 33],
	[101, 66],
])("while the engine is in time, changes for %i connections are collected for %i ms", (connections, ms) => {
	const { pace, commit } = openPace(connections);
	commit(45, 20);
	expect(pace.intervalMs()).toBe(ms);
});

test("while the engine is late the interval doubles, up to half a second", () => {
	const { pace, commit } = openPace();
	const seen: number[] = [];
	for (let time = 0; time < 6; time++) {
		commit(600);
		seen.push(pace.intervalMs());
	}
	expect(seen).toEqual([66, 132, 264, 528, 528, 528]);
});

test("a commit that is not answered counts while it waits, once in an interval", () => {
	const { pace, commit } = openPace();
	commit(5);
	pace.startCommit();
	vi.advanceTimersByTime(112);
	expect([pace.intervalMs(), pace.intervalMs()]).toEqual([66, 66]);
	vi.advanceTimersByTime(101);
	expect(pace.intervalMs()).toBe(132);
});

test("once the engine is in time again the interval halves, step by step, to what it was", () => {
	const { pace, commit } = openPace();
	commit(600, 4);
	expect(pace.intervalMs()).toBe(528);
	const seen: number[] = [];
	for (let time = 0; time < 6; time++) {
		commit(5, 3);
		seen.push(pace.intervalMs());
	}
	expect(seen).toEqual([264, 132, 66, 33, 33, 33]);
});

test("a late commit among many that are in time keeps the interval from being shortened", () => {
	const { pace, commit } = openPace();
	commit(600, 2);
	for (let time = 0; time < 5; time++) {
		commit(5, 2);
		commit(120);
	}
	expect(pace.intervalMs()).toBeGreaterThanOrEqual(132);
});

test("people who join and leave change the interval at once", () => {
	const { pace, commit, people } = openPace(1);
	expect(pace.intervalMs()).toBe(16);
	people.count = 101;
	expect(pace.intervalMs()).toBe(66);
	commit(600);
	expect(pace.intervalMs()).toBe(132);
	people.count = 1;
	expect(pace.intervalMs()).toBe(32);
});

test("how late the engine was is forgotten after a while without commits", () => {
	const { pace, commit } = openPace();
	commit(600, 4);
	vi.advanceTimersByTime(5_001);
	commit(5);
	expect(pace.intervalMs()).toBe(33);
});

test("an engine whose commits always take long, as with a database far away, is not late", () => {
	const { pace, commit } = openPace();
	commit(150, 10);
	commit(350, 3);
	expect(pace.intervalMs()).toBe(33);
	commit(450);
	expect(pace.intervalMs()).toBe(66);
});

test("an engine that was late from the beginning is late", () => {
	const { pace, commit } = openPace();
	commit(2_000);
	expect(pace.intervalMs()).toBe(66);
});

/** So many batches of a stream. */
function stream(pace: BatchPace, batches: number): void {
	for (let sent = 0; sent < batches; sent++) {
		pace.recordBatch();
		vi.advanceTimersByTime(33);
	}
}

test("a stream to many connections needs a commit soon, once, that says whether the engine keeps up", () => {
	const { pace, commit } = openPace();
	// It was begun before there was anything to be late behind.
	commit(5);
	stream(pace, 2);
	expect(pace.needsCommit()).toBe(false);
	stream(pace, 1);
	expect(pace.needsCommit()).toBe(true);
	commit(5);
	stream(pace, 50);
	expect(pace.needsCommit()).toBe(false);
	vi.advanceTimersByTime(2_000);
	stream(pace, 3);
	expect(pace.needsCommit()).toBe(true);
});

test("a stream to few connections needs no commit of its own", () => {
	const { pace } = openPace(20);
	stream(pace, 50);
	expect(pace.needsCommit()).toBe(false);
});
