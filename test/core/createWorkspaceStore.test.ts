import { describe, expect, test } from "vitest";
import {
	type ConnectWorkspace,
	createWorkspaceStore,
	type Schedule,
	type WorkspaceState,
} from "../../src/core/index.ts";
import { createMemoryWorkspace } from "../../src/testing/index.ts";
import { createFakeClock } from "./createFakeClock.ts";
import { message } from "./items.ts";
import { ADA, createTestStore, startStore } from "./startStore.ts";

describe("a store", () => {
	test("loads what the workspace holds", async () => {
		const { store } = await startStore({ workspace: { items: [message(1), message(2)] } });
		expect(store.get()).toMatchObject({
			loaded: true,
			connectionStatus: { status: "connected" },
			itemIds: ["item-1", "item-2"],
			self: { userId: "ada", role: "owner" },
			participants: [{ userId: "ada", name: "Ada", role: "owner" }],
		});
	});

	test.each([[""], ["ä".repeat(65)], ["a,b"], ["\0"], ["\ud800"], [7], [null], [undefined]])(
		"rejects the workspace id %j",
		(id: unknown) => {
			const connect = createMemoryWorkspace().connect(ADA);
			const create = () => createWorkspaceStore({ workspaceId: id as string, connect });
			expect(create).toThrow(expect.objectContaining({ code: "invalid_workspace_id" }));
		},
	);

	test("does nothing before it is started", async () => {
		const clock = createFakeClock();
		const store = createTestStore({ connect: () => expect.unreachable("it has connected"), clock });
		expect(store.get()).toMatchObject({ loaded: false, connectionStatus: { status: "closed" } });
		await expect(store.answerApproval("1", "yes")).rejects.toMatchObject({ code: "closed" });
	});

	test("releases everything when it stops, and can be started again", async () => {
		const { clock, store, stop, workspace } = await startStore();
		stop();
		expect(store.get()).toMatchObject({ loaded: true, connectionStatus: { status: "closed" } });
		expect(workspace.get().participants).toEqual([]);
		expect(clock.pending()).toBe(0);
		const stopAgain = store.start();
		await clock.settle();
		expect(store.get().connectionStatus).toEqual({ status: "connected" });
		stopAgain();
		expect(clock.pending()).toBe(0);
	});

	test("shares one connection between its users, until the last one stops", async () => {
		const clock = createFakeClock();
		const workspace = createMemoryWorkspace({ clock });
		let connections = 0;
		const connect: ConnectWorkspace = (listener) => {
			connections += 1;
			return workspace.connect(ADA)(listener);
		};
		const store = createTestStore({ clock, connect });
		const stops = [store.start(), store.start()];
		await clock.settle();
		stops[0]?.();
		stops[0]?.();
		expect(store.get().connectionStatus).toEqual({ status: "connected" });
		stops[1]?.();
		expect(store.get().connectionStatus).toEqual({ status: "closed" });
		expect(connections).toBe(1);
	});

	test("calls any action by its name", async () => {
		const { store } = await startStore({ workspace: { workspaceId: "acme/site" } });
		await expect(store.call("getSessionInfo", undefined)).resolves.toMatchObject({ workspaceId: "acme/site" });
		await expect(store.call("getItem", { id: "none" })).rejects.toMatchObject({ code: "not_found" });
	});

	test("rejects an answer that is not what the action answers", async () => {
		const clock = createFakeClock();
		const workspace = createMemoryWorkspace({ clock });
		const connect: ConnectWorkspace = (listener) => {
			const connection = workspace.connect(ADA)(listener);
			const answerStop = async () => ({ stopping: "yes" }) as never;
			return {
				call: (action, ...rest) => (action === "stop" ? answerStop() : connection.call(action, ...rest)),
				close: () => connection.close(),
			};
		};
		const store = createTestStore({ connect, clock });
		store.start();
		await clock.settle();
		const call = store.call("stop", { clientId: "1", turnId: "1" });
		await expect(call).rejects.toMatchObject({ code: "internal" });
	});

	test("calls listeners once per frame for many changes", async () => {
		const frames: (() => void)[] = [];
		const draw = () => {
			for (const frame of frames.splice(0)) frame();
		};
		const schedule: Schedule = (callback) => {
			frames.push(callback);
			return () => {};
		};
		const { store, workspace, clock } = await startStore({ store: { schedule } });
		draw();
		let calls = 0;
		const unsubscribe = store.subscribe(() => calls++);
		for (let piece = 0; piece < 20; piece++) workspace.apply({ kind: "session", change: { title: `${piece}` } });
		await clock.settle();
		expect(store.get().session?.title).toBe("19");
		expect(calls).toBe(0);
		expect(frames).toHaveLength(1);
		draw();
		expect(calls).toBe(1);
		unsubscribe();
		workspace.apply({ kind: "session", change: { title: "unheard" } });
		await clock.settle();
		draw();
		expect(calls).toBe(1);
	});

	test("calls listeners at once for what a person does", async () => {
		const { store } = await startStore({ store: { schedule: () => () => {} } });
		const seen: WorkspaceState[] = [];
		store.subscribe(() => seen.push(store.get()));
		void store.prompt("Hello");
		expect(seen.at(-1)?.outbox).toMatchObject([{ text: "Hello" }]);
	});

	test("keeps two subscriptions of one function apart", async () => {
		const { store, workspace, clock } = await startStore();
		let calls = 0;
		const listener = () => calls++;
		const unsubscribe = store.subscribe(listener);
		store.subscribe(listener);
		unsubscribe();
		unsubscribe();
		workspace.apply({ kind: "session", change: { title: "New" } });
		await clock.settle();
		expect(calls).toBe(1);
	});
});
