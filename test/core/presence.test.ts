import { describe, expect, test } from "vitest";
import type { PageActivity } from "../../src/core/index.ts";
import { type ActionName, INTERVALS } from "../../src/protocol/index.ts";
import type { NetworkConditions } from "../../src/testing/index.ts";
import { createVisibility } from "./createVisibility.ts";
import { BEN, createTestStore, type StartOptions, startStore } from "./startStore.ts";

/** Ada and Ben in one workspace, and what Ada's page says. */
async function startTwo({ store = {}, workspace: options = {}, faults = {} }: StartOptions = {}) {
	const reports: number[] = [];
	let clockNow = () => 0;
	const call = (action: ActionName) => {
		if (action === "updatePresence") reports.push(clockNow());
		return faults.call?.(action) ?? "deliver";
	};
	const started = await startStore({ store, workspace: options, faults: { ...faults, call } });
	const { clock, workspace } = started;
	clockNow = clock.now;
	const ben = createTestStore({ connect: workspace.connect(BEN), clock });
	const leave = ben.start();
	await clock.settle();
	await clock.settle();
	return { ...started, ben, leave, reports, adaSeen: () => ben.get().presence.people.get("ada") };
}

/** A third person, Cleo, whose page is hidden, and whose browser lets no timer of it run from now on. */
async function hideWithoutTimers(call: NonNullable<NetworkConditions["call"]>) {
	const visibility = createVisibility();
	const { clock, workspace, ben } = await startTwo();
	let isFrozen = false;
	const setTimer: typeof clock.setTimer = (run, ms) => clock.setTimer(() => isFrozen || run(), ms);
	const cleo = createTestStore({
		connect: workspace.connect({ userId: "cleo", name: "Cleo" }, { call }),
		clock: { ...clock, setTimer },
		visibility,
	});
	const stop = cleo.start();
	await clock.advance(1_000);
	visibility.hide();
	await clock.advance(1_000);
	isFrozen = true;
	return { clock, stop, cleoSeen: () => ben.get().presence.people.get("cleo") };
}

function createActivity() {
	const listeners = new Set<() => void>();
	const activity: PageActivity = {
		subscribe(listener) {
			listeners.add(listener);
			return () => void listeners.delete(listener);
		},
	};
	return { activity, listeners, move: () => [...listeners].map((listener) => listener()) };
}

describe("what this browser says of its person", () => {
	test("is said at once, and then repeated every 4 s", async () => {
		const { clock, reports, adaSeen } = await startTwo();
		expect(adaSeen()).toMatchObject({ status: "here", typing: null, itemId: null });
		const first = reports.length;
		await clock.advance(10 * INTERVALS.presenceRepeatMs);
		expect(reports.length - first).toBe(10);
	});

	test("is said at most every 200 ms, and ends as it is", async () => {
		const { clock, store, reports, adaSeen } = await startTwo();
		await clock.advance(1_000);
		const first = reports.length;
		for (let step = 0; step < 100; step++) {
			store.updatePresence({ itemId: `item-${step}` });
			await clock.advance(10);
		}
		await clock.advance(300);
		expect(reports.length - first).toBeLessThanOrEqual(7);
		expect(adaSeen()).toMatchObject({ itemId: "item-99" });
	});

	test("is not said while nobody else is there, and is again as soon as somebody is", async () => {
		const { clock, store, leave, ben, reports, adaSeen } = await startTwo();
		leave();
		await clock.settle();
		const before = reports.length;
		const timers = clock.pending();
		store.setDraft("Add a greeting");
		store.updatePresence({ itemId: "item-1" });
		await clock.advance(60_000);
		expect(reports).toHaveLength(before);
		expect(clock.pending()).toBeLessThanOrEqual(timers);
		const stop = ben.start();
		await clock.advance(10);
		expect(adaSeen()).toMatchObject({ itemId: "item-1" });
		stop();
	});

	test("includes that they type, until 4 s after the last key or until the draft is empty", async () => {
		const { clock, store, adaSeen } = await startTwo();
		for (let key = 1; key <= 6; key++) {
			store.setDraft("x".repeat(key));
			await clock.advance(1_000);
			expect(adaSeen()).toMatchObject({ typing: "prompt" });
		}
		await clock.advance(3_000);
		expect(adaSeen()).toMatchObject({ typing: null });
		store.setDraft("again");
		await clock.advance(200);
		expect(adaSeen()).toMatchObject({ typing: "prompt" });
		store.setDraft(" ");
		await clock.advance(200);
		expect(adaSeen()).toMatchObject({ typing: null });
	});

	test("is that they are idle after two minutes without a key or pointer, until the next one", async () => {
		const { activity, move, listeners } = createActivity();
		const { clock, leave, adaSeen } = await startTwo({ store: { activity } });
		await clock.advance(60_000);
		move();
		await clock.advance(110_000);
		expect(adaSeen()).toMatchObject({ status: "here" });
		await clock.advance(11_000);
		expect(adaSeen()).toMatchObject({ status: "idle" });
		move();
		await clock.advance(200);
		expect(adaSeen()).toMatchObject({ status: "here" });
		expect(listeners.size).toBe(1);
		leave();
		await clock.settle();
		expect(listeners.size).toBe(0);
	});

	test("is that they are away while the page is hidden, every 4 s and without what they read", async () => {
		const visibility = createVisibility();
		const { clock, store, reports, adaSeen } = await startTwo({ store: { visibility } });
		store.updatePresence({ itemId: "item-1", path: "a.ts" });
		await clock.advance(1_000);
		visibility.hide();
		await clock.advance(10);
		expect(adaSeen()).toEqual({ userId: "ada", status: "away", typing: null, itemId: null, path: null });
		const before = reports.length;
		await clock.advance(61_000);
		const repeats = 60_000 / INTERVALS.presenceRepeatMs;
		expect(reports.length - before).toBeGreaterThanOrEqual(repeats);
		// A head may come before the next is due.
		expect(reports.length - before).toBeLessThanOrEqual(repeats + 2);
		expect(adaSeen()).toMatchObject({ status: "away" });
		visibility.show();
		await clock.advance(10);
		expect(adaSeen()).toMatchObject({ status: "here", itemId: "item-1", path: "a.ts" });
	});

	test("is said with the head that they receive while the browser lets no timer of a hidden page run", async () => {
		const calls: ActionName[] = [];
		const { clock, cleoSeen, stop } = await hideWithoutTimers((action) => {
			if (action === "updatePresence") calls.push(action);
			return "deliver";
		});
		calls.length = 0;
		await clock.advance(60_000);
		expect(calls.length).toBeGreaterThanOrEqual(3);
		expect(calls.length).toBeLessThanOrEqual(60_000 / INTERVALS.presenceRepeatMs);
		expect(cleoSeen()).toMatchObject({ status: "away" });
		stop();
	});

	test("is said again in time when a report fails while no timer of a hidden page runs", async () => {
		let failures = 0;
		const { clock, cleoSeen, stop } = await hideWithoutTimers((action) =>
			action === "updatePresence" && failures-- > 0 ? "lose_request" : "deliver",
		);
		for (let round = 0; round < 10; round++) {
			failures = 1;
			for (let second = 0; second < 12; second++) {
				await clock.advance(1_000);
				expect(cleoSeen()).toMatchObject({ status: "away" });
			}
		}
		stop();
	});

	test("leaves out a path that is too long to be said", async () => {
		const { clock, store, adaSeen } = await startTwo();
		store.updatePresence({ path: "x".repeat(513), itemId: "item-1" });
		await clock.advance(300);
		expect(adaSeen()).toMatchObject({ path: null, itemId: "item-1" });
	});

	test("is not said when they may not say it, or the workspace does not know the action", async () => {
		const { clock, workspace, ben } = await startTwo({ workspace: { access: { updatePresence: "editor" } } });
		const calls: ActionName[] = [];
		const call = (action: ActionName) => {
			calls.push(action);
			return "deliver" as const;
		};
		const cleo = createTestStore({
			connect: workspace.connect({ userId: "cleo", name: "Cleo", role: "viewer" }, { call }),
			clock,
		});
		const stop = cleo.start();
		await clock.advance(10_000);
		expect(calls).toEqual(["sync"]);
		expect(cleo.get().presence.people.get("ben")).toMatchObject({ status: "here" });
		expect(ben.get().participants).toHaveLength(3);
		stop();
	});
});

describe("what is lost on the way", () => {
	test("of this browser's: is said again 4 s later", async () => {
		let isBad = false;
		const { clock, store, adaSeen } = await startTwo({
			store: { limits: { actionTimeoutMs: 1_000 } },
			faults: { call: (action) => (isBad && action === "updatePresence" ? "lose_request" : "deliver") },
		});
		await clock.advance(1_000);
		isBad = true;
		store.updatePresence({ itemId: "item-1" });
		await clock.advance(1_500);
		isBad = false;
		expect(adaSeen()).toMatchObject({ itemId: null });
		expect(store.get().connectionStatus).toEqual({ status: "connected" });
		await clock.advance(INTERVALS.presenceRepeatMs);
		expect(adaSeen()).toMatchObject({ itemId: "item-1" });
	});

	test("of the others': comes with the next response, at once when a gap shows it", async () => {
		let fate: ReturnType<NonNullable<NetworkConditions["broadcast"]>> = "deliver";
		const { clock, store, ben } = await startTwo({
			faults: { broadcast: (kind) => (kind === "presence" ? fate : "deliver") },
		});
		const benSeen = () => store.get().presence.people.get("ben");
		await clock.advance(1_000);
		fate = "drop";
		ben.updatePresence({ itemId: "item-1" });
		await clock.advance(200);
		expect(benSeen()).toMatchObject({ itemId: null });
		fate = "deliver";
		ben.updatePresence({ path: "a.ts" });
		await clock.advance(210);
		expect(benSeen()).toMatchObject({ itemId: "item-1", path: "a.ts" });
		expect(store.get().presence.revision).not.toBeNull();
		fate = "drop";
		ben.updatePresence({ itemId: "item-2" });
		await clock.advance(INTERVALS.presenceRepeatMs);
		expect(benSeen()).toMatchObject({ itemId: "item-2" });
	});

	test("a page that is silent is gone within 10 s, and there again when it says something", async () => {
		let isBad = false;
		const { clock, ben, adaSeen } = await startTwo({
			store: { limits: { actionTimeoutMs: 500 } },
			faults: { call: (action) => (isBad && action === "updatePresence" ? "lose_request" : "deliver") },
		});
		await clock.advance(1_000);
		isBad = true;
		await clock.advance(10_000);
		expect(adaSeen()).toBeUndefined();
		expect(ben.get().participants).toHaveLength(1);
		isBad = false;
		await clock.advance(2 * INTERVALS.presenceRepeatMs);
		expect(adaSeen()).toMatchObject({ status: "here" });
		expect(ben.get().participants).toHaveLength(2);
	});
});

test("after a restart of the workspace everybody says again where they are", async () => {
	const { clock, store, workspace, adaSeen } = await startTwo();
	store.updatePresence({ itemId: "item-1" });
	await clock.advance(1_000);
	workspace.restart();
	await clock.advance(1_000);
	expect(adaSeen()).toMatchObject({ itemId: "item-1" });
});
