import { describe, expect, test } from "vitest";
import {
	type ConnectionListener,
	type ConnectWorkspace,
	type Network,
	WorkspaceError,
	type WorkspaceStore,
} from "../../src/core/index.ts";
import { PROTOCOL_VERSION } from "../../src/protocol/index.ts";
import { createMemoryWorkspace, type NetworkConditions } from "../../src/testing/index.ts";
import { createFakeClock } from "./createFakeClock.ts";
import { message } from "./items.ts";
import { ADA, createTestStore, startStore } from "./startStore.ts";

const title = (store: WorkspaceStore) => store.get().session?.title;

describe("a lost connection", () => {
	test("is reported with the time and the attempt, and the state stays", async () => {
		const { workspace, store, clock } = await startStore({ workspace: { items: [message(1)] } });
		workspace.dropConnections();
		expect(store.get()).toMatchObject({
			connectionStatus: { status: "reconnecting", since: clock.now(), attempt: 1 },
			itemIds: ["item-1"],
		});
		workspace.apply({ kind: "session", change: { title: "New" } });
		workspace.restoreConnections();
		await clock.settle();
		expect(store.get().connectionStatus).toEqual({ status: "connected" });
		expect(title(store)).toBe("New");
	});

	test("says why, if that is known, also before there was one", async () => {
		const reason = new WorkspaceError({ code: "params_failed", message: "No token." });
		const attempts: ConnectionListener[] = [];
		const connect: ConnectWorkspace = (listener) => {
			attempts.push(listener);
			return { call: () => new Promise(() => {}), close: () => {} };
		};
		const clock = createFakeClock();
		const store = createTestStore({ connect, clock });
		const stop = store.start();
		attempts.at(-1)?.onLost(reason);
		expect(store.get().connectionStatus).toEqual({ status: "connecting", error: reason.toInfo() });
		// It tries again by itself, less and less often.
		await clock.advance(71_000);
		expect(attempts.length).toBeGreaterThan(2);
		expect(attempts.length).toBeLessThan(10);
		store.reconnect();
		expect(store.get().connectionStatus).toEqual({ status: "connecting" });
		stop();
	});

	test("keeps the identity of what did not change, also in a new epoch", async () => {
		const { workspace, store, clock } = await startStore({ workspace: { items: [message(1), message(2)] } });
		const before = store.get();
		workspace.restart();
		await clock.settle();
		expect(store.get().epoch).toBe(before.epoch + 1);
		expect(store.get().items).toBe(before.items);
		expect(store.get().itemIds).toBe(before.itemIds);
	});

	test("is replaced after two heartbeats of silence", async () => {
		let isDead = false;
		const faults = { broadcast: () => (isDead ? ("drop" as const) : ("deliver" as const)) };
		const { clock, store, workspace } = await startStore({ faults });
		await clock.advance(60_000);
		expect(store.get().connectionStatus).toEqual({ status: "connected" });
		isDead = true;
		workspace.apply({ kind: "session", change: { title: "New" } });
		await clock.advance(31_000);
		expect(title(store)).toBe("New");
	});

	test("is dialled again at once when it had worked, then with exponential backoff", async () => {
		const { dials, losses, clock } = await startLosing();
		losses.left = 5;
		losses.now();
		expect(dials).toHaveLength(2);
		await clock.advance(10_000);
		const waits = dials.slice(1).map((time, index) => time - (dials[index] ?? time));
		expect(waits).toHaveLength(6);
		for (const [index, wait] of waits.slice(1).entries()) {
			expect(wait).toBeGreaterThanOrEqual(250 * 2 ** index * 0.75);
			expect(wait).toBeLessThanOrEqual(250 * 2 ** index);
		}
	});

	test("is dialled again when it does not open within 10 seconds", async () => {
		const clock = createFakeClock();
		const workspace = createMemoryWorkspace({ clock });
		let dials = 0;
		let closed = 0;
		const connect: ConnectWorkspace = (listener) => {
			dials += 1;
			if (dials > 1) return workspace.connect(ADA)(listener);
			return { call: () => Promise.reject(new Error("Not open")), close: () => void closed++ };
		};
		const store = createTestStore({ clock, connect });
		store.start();
		await clock.advance(9_999);
		expect([dials, closed]).toEqual([1, 0]);
		await clock.advance(251);
		expect([dials, closed]).toEqual([2, 1]);
		expect(store.get().connectionStatus).toEqual({ status: "connected" });
	});

	test("is dialled again sooner when the one before it had worked, then after twice as long", async () => {
		const clock = createFakeClock();
		const workspace = createMemoryWorkspace({ clock });
		const dials: number[] = [];
		let lose = () => {};
		const connect: ConnectWorkspace = (listener) => {
			dials.push(clock.now());
			if (dials.length > 1) return { call: () => new Promise(() => {}), close: () => {} };
			lose = listener.onLost;
			return workspace.connect(ADA)(listener);
		};
		const store = createTestStore({ clock, connect });
		const stop = store.start();
		await clock.settle();
		lose();
		await clock.advance(60_000);
		stop();
		const waits = dials.slice(1).map((time, index) => time - (dials[index] ?? time));
		const expected = [
			[0, 0],
			[2_500, 250],
			[5_000, 500],
			[10_000, 1_000],
			[10_000, 2_000],
		] as const;
		for (const [index, [open, backoff]] of expected.entries()) {
			expect(waits[index]).toBeGreaterThanOrEqual(open + 0.75 * backoff);
			expect(waits[index]).toBeLessThanOrEqual(open + backoff);
		}
	});

	test("is kept alive by an action now and then when a person calls none", async () => {
		const calls: string[] = [];
		const faults: NetworkConditions = {
			call(action) {
				calls.push(action);
				return "deliver";
			},
		};
		const { clock } = await startStore({ faults });
		expect(calls).toEqual(["sync"]);
		await clock.advance(230_000);
		expect(calls).toEqual(["sync"]);
		await clock.advance(270_000);
		expect(calls).toEqual(["sync", "getSessionInfo", "getSessionInfo"]);
	});

	test("is replaced when an action is not answered and no event arrives", async () => {
		const clock = createFakeClock();
		const workspace = createMemoryWorkspace({ clock });
		let connections = 0;
		const dying = workspace.connect(ADA, {
			broadcast: () => "drop",
			call: (action) => (action === "sync" ? "deliver" : "lose_request"),
		});
		const connect: ConnectWorkspace = (listener) => {
			connections += 1;
			return connections === 1 ? dying(listener) : workspace.connect(ADA)(listener);
		};
		const store = createTestStore({ clock, connect });
		store.start();
		await clock.settle();
		const restarted = store.restartSession();
		await clock.advance(11_000);
		await restarted;
		expect(connections).toBe(2);
	});

	test("is kept when an action is not answered but events arrive", async () => {
		let losses = 1;
		const call = (action: string) => (action === "restartSession" && losses-- > 0 ? "lose_request" : "deliver");
		const session = { state: { status: "offline" } } as const;
		const { clock, store, workspace } = await startStore({ workspace: { session }, faults: { call } });
		const statuses = new Set<string>();
		store.subscribe(() => statuses.add(store.get().connectionStatus.status));
		const restarted = store.restartSession();
		await clock.advance(5_000);
		workspace.broadcastHead();
		await clock.advance(6_000);
		await restarted;
		expect([...statuses]).toEqual(["connected"]);
	});

	test("is replaced when two actions are not answered, although events arrive", async () => {
		let isDeaf = false;
		const call = () => (isDeaf ? ("lose_request" as const) : ("deliver" as const));
		const { clock, store, workspace } = await startStore({ faults: { call } });
		const statuses: string[] = [];
		isDeaf = true;
		const restarted = store.restartSession();
		await clock.advance(9_000);
		workspace.broadcastHead();
		await clock.advance(2_000);
		workspace.broadcastHead();
		store.subscribe(() => statuses.push(store.get().connectionStatus.status));
		await clock.advance(2_500);
		isDeaf = false;
		await clock.advance(10_000);
		await restarted;
		expect(statuses).toContain("reconnecting");
		expect(store.get().connectionStatus).toEqual({ status: "connected" });
	});

	test("is detected soon after the machine's network is gone, and a working one is kept", async () => {
		const network = createNetwork();
		let isDead = false;
		const faults = {
			broadcast: () => (isDead ? ("drop" as const) : ("deliver" as const)),
			call: () => (isDead ? ("lose_request" as const) : ("deliver" as const)),
		};
		const { store, clock } = await startStore({ faults, store: { network } });
		network.change(false);
		await clock.advance(4_000);
		expect(store.get().connectionStatus).toEqual({ status: "connected" });
		isDead = true;
		network.change(false);
		// Soon: the browser has said so already.
		await clock.advance(1_500);
		expect(store.get().connectionStatus).toEqual({ status: "offline" });
		isDead = false;
		network.change(true);
		await clock.advance(1_000);
		expect(store.get().connectionStatus).toEqual({ status: "connected" });
	});

	test("is offline while the machine is, and is dialled at once when the network is back", async () => {
		const network = createNetwork();
		const { workspace, store, clock } = await startStore({ store: { network } });
		network.change(false);
		expect(store.get().connectionStatus).toEqual({ status: "connected" });
		workspace.dropConnections();
		expect(store.get().connectionStatus).toEqual({ status: "offline" });
		workspace.restoreConnections();
		network.change(true);
		await clock.advance(0);
		expect(store.get().connectionStatus).toEqual({ status: "connected" });
	});
});

describe("a refusal", () => {
	const fault = { code: "unauthenticated", message: "Nobody knows you here." } as const;

	test("ends the attempts to connect until `reconnect` is called", async () => {
		const { workspace, store, clock } = await startStore();
		workspace.refuseConnections(fault);
		expect(store.get().connectionStatus).toMatchObject({ status: "refused", error: fault });
		await expect(store.answerApproval("1", "yes")).rejects.toMatchObject(fault);
		expect(clock.pending()).toBe(0);
		workspace.restoreConnections();
		store.reconnect();
		await clock.settle();
		expect(store.get().connectionStatus).toEqual({ status: "connected" });
	});

	test("says that the page has to be updated when the workspace speaks a newer protocol", async () => {
		const { store } = await startStore({ workspace: { protocol: PROTOCOL_VERSION + 1 } });
		const refused = { status: "refused", error: { code: "client_outdated" } };
		expect(store.get()).toMatchObject({ loaded: false, connectionStatus: refused });
	});

	test("by a server that has to be updated is shown, and ends by itself once it was", async () => {
		const clock = createFakeClock();
		const older = createMemoryWorkspace({ clock, protocol: PROTOCOL_VERSION - 1 });
		const newer = createMemoryWorkspace({ clock });
		let server = older;
		const store = createTestStore({ clock, connect: (listener) => server.connect(ADA)(listener) });
		store.start();
		await clock.advance(5_000);
		const { connectionStatus } = store.get();
		expect(connectionStatus).toMatchObject({ status: "connecting", error: { code: "server_outdated" } });
		const prompt = store.prompt("typed meanwhile");
		server = newer;
		await clock.advance(15_000);
		expect(store.get().connectionStatus).toEqual({ status: "connected" });
		await prompt;
		expect([...newer.get().items.values()].filter(({ kind }) => kind === "prompt")).toHaveLength(1);
	});

	test("is reported when `connect` throws", async () => {
		const connect = () => {
			throw new Error("No such server");
		};
		const store = createTestStore({ connect, clock: createFakeClock() });
		store.start();
		expect(store.get().connectionStatus).toMatchObject({ status: "refused", error: { detail: "No such server" } });
	});
});

describe("sync", () => {
	test("runs one at a time, and batches that arrive meanwhile are applied after it", async () => {
		let syncs = 0;
		let isSlow = false;
		const call = () => (isSlow && ++syncs ? { delayMs: 1_000 } : ("deliver" as const));
		let losses = 0;
		const broadcast = () => (losses-- > 0 ? ("drop" as const) : ("deliver" as const));
		const { workspace, store, clock } = await startStore({ faults: { call, broadcast } });
		const setTitle = (text: string) => workspace.apply({ kind: "session", change: { title: text } });
		[isSlow, losses] = [true, 1];
		setTitle("lost");
		setTitle("shows the gap");
		await clock.settle();
		setTitle("held");
		await clock.advance(500);
		expect(title(store)).not.toBe("held");
		await clock.advance(1_000);
		expect(title(store)).toBe("held");
		expect(syncs).toBe(1);
	});

	test("is retried with exponential backoff when it fails", async () => {
		const clock = createFakeClock();
		const times: number[] = [];
		const workspace = createMemoryWorkspace({ clock });
		const connect = (listener: ConnectionListener) => {
			const connection = workspace.connect(ADA)(listener);
			const call: typeof connection.call = (action, request, options) => {
				times.push(clock.now());
				return times.length < 5 ? Promise.reject(new Error("Busy")) : connection.call(action, request, options);
			};
			return { ...connection, call };
		};
		const store = createTestStore({ clock, connect });
		store.start();
		await clock.advance(10_000);
		const waits = times.map((time, index) => time - (times[index - 1] ?? time)).slice(1);
		expect(waits).toHaveLength(4);
		for (const [index, wait] of waits.entries()) expect(wait).toBeGreaterThan((waits[index - 1] ?? 0) * 1.2);
		expect(store.get().connectionStatus).toEqual({ status: "connected" });
	});

	test("runs when a batch cannot be parsed", async () => {
		const clock = createFakeClock();
		const workspace = createMemoryWorkspace({ clock });
		const listeners: ConnectionListener[] = [];
		const connect: ConnectWorkspace = (listener) => {
			listeners.push(listener);
			return workspace.connect(ADA, { broadcast: () => "drop" })(listener);
		};
		const store = createTestStore({ clock, connect });
		store.start();
		await clock.settle();
		const { epoch } = store.get();
		const patch = { kind: "from the future", seq: 2 };
		for (const batch of [{ epoch, from: 2, to: 2, patches: [patch] }, null, { epoch: "1" }]) {
			workspace.apply({ kind: "session", change: { title: `After ${JSON.stringify(batch)}` } });
			listeners[0]?.onPatches(batch);
			await clock.advance(200);
			expect(title(store)).toBe(`After ${JSON.stringify(batch)}`);
		}
	});

	test("runs again when a batch could not be parsed while it was pending", async () => {
		const clock = createFakeClock();
		const workspace = createMemoryWorkspace({ clock });
		const listeners: ConnectionListener[] = [];
		let isSlow = false;
		const call = () => (isSlow ? { delayMs: 500 } : ("deliver" as const));
		const connect: ConnectWorkspace = (listener) => {
			listeners.push(listener);
			return workspace.connect(ADA, { broadcast: () => "drop", call })(listener);
		};
		const store = createTestStore({ clock, connect });
		store.start();
		await clock.settle();
		isSlow = true;
		workspace.apply({ kind: "session", change: { title: "First" } });
		listeners[0]?.onPatches("unreadable");
		await clock.advance(300);
		workspace.apply({ kind: "session", change: { title: "Second" } });
		listeners[0]?.onPatches("unreadable");
		await clock.advance(2_000);
		expect(title(store)).toBe("Second");
	});

	test("keeps an interval between two syncs", async () => {
		const times: number[] = [];
		const clock = createFakeClock();
		const workspace = createMemoryWorkspace({ clock });
		let isLossy = false;
		const call = (action: string) => {
			if (action === "sync") times.push(clock.now());
			return "deliver" as const;
		};
		const broadcast = (kind: string) => (isLossy && kind === "patches" ? ("drop" as const) : ("deliver" as const));
		const store = createTestStore({ clock, connect: workspace.connect(ADA, { broadcast, call }) });
		store.start();
		await clock.advance(1_000);
		isLossy = true;
		for (let change = 0; change < 50; change++) {
			workspace.apply({ kind: "session", change: { title: `${change}` } });
			workspace.broadcastHead();
			await clock.advance(10);
		}
		await clock.advance(500);
		expect(title(store)).toBe("49");
		expect(times.length).toBeLessThan(10);
	});

	test("runs when the head shows that the last batch was lost", async () => {
		let isLossy = false;
		const broadcast = (kind: string) => (isLossy && kind === "patches" ? ("drop" as const) : ("deliver" as const));
		const { workspace, store, clock } = await startStore({ faults: { broadcast } });
		isLossy = true;
		workspace.apply({ kind: "session", change: { title: "The end" } });
		await clock.advance(249);
		expect(title(store)).not.toBe("The end");
		await clock.advance(1);
		expect(title(store)).toBe("The end");
	});
});

/** A store whose connections are lost as soon as they are dialled, as often as `losses.left` says. */
async function startLosing() {
	const clock = createFakeClock();
	const workspace = createMemoryWorkspace({ clock });
	const dials: number[] = [];
	const losses = { left: 0, now: () => {} };
	const connect: ConnectWorkspace = (listener) => {
		dials.push(clock.now());
		losses.now = listener.onLost;
		if (losses.left > 0) queueMicrotask(listener.onLost);
		losses.left = Math.max(losses.left - 1, 0);
		return workspace.connect(ADA)(listener);
	};
	const store = createTestStore({ clock, connect });
	store.start();
	await clock.settle();
	return { clock, store, dials, losses };
}

function createNetwork(): Network & { change(isOnline: boolean): void } {
	const listeners = new Set<() => void>();
	let isOnline = true;
	return {
		isOnline: () => isOnline,
		subscribe(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		change(next) {
			isOnline = next;
			for (const listener of listeners) listener();
		},
	};
}
