import { describe, expect, test } from "vitest";
import type { MemoryItem, TurnScript } from "../../src/testing/index.ts";
import { approval, message, prompt } from "./items.ts";
import { ADA, BEN, createTestStore, startStore } from "./startStore.ts";

const ask: TurnScript = async (_, agent) => {
	agent.say(`Chosen: ${await agent.requestPermission({ toolCallId: "1", title: "Run the tests" })}`);
};

describe("an action", () => {
	test("answers a permission request, and only the first answer counts", async () => {
		const { store, clock, workspace } = await startStore({ workspace: { onPrompt: ask } });
		const ben = createTestStore({ connect: workspace.connect(BEN), clock });
		ben.start();
		void store.prompt("Go");
		await clock.settle();
		const [pending] = ben.get().approvals;
		await ben.answerApproval(pending?.id ?? "", "allow");
		await expect(store.answerApproval(pending?.id ?? "", "reject")).rejects.toMatchObject({ code: "already_answered" });
		await clock.settle();
		expect(store.get().approvals).toEqual([]);
		expect([...store.get().items.values()].at(-1)).toMatchObject({ text: "Chosen: allow" });
	});

	test("stops the running turn, and does nothing when none runs", async () => {
		const { store, clock } = await startStore({ workspace: { onPrompt: ask } });
		await store.stop();
		void store.prompt("Go");
		await clock.settle();
		await store.stop();
		await clock.settle();
		expect(store.get()).toMatchObject({ turn: null, approvals: [] });
		expect([...store.get().items.values()][0]).toMatchObject({ kind: "prompt", state: "cancelled" });
	});

	test("withdraws a queued prompt", async () => {
		const { store, clock } = await startStore({ workspace: { onPrompt: ask } });
		void store.prompt("Go");
		void store.prompt("And then");
		await clock.settle();
		const [queued] = store.get().queue;
		expect(queued).toMatchObject({ text: "And then" });
		await store.withdrawPrompt(queued?.id ?? "");
		await clock.settle();
		expect(store.get().queue).toEqual([]);
	});

	test("sets an option and restarts the session", async () => {
		const choices = ["ask", "plan"].map((value) => ({ value, name: value }));
		const option = { id: "mode", name: "Mode", category: "mode", value: "ask", choices };
		const { store, clock } = await startStore({
			workspace: { session: { configOptions: [option], state: { status: "offline" } } },
		});
		await store.setConfigOption("mode", "plan");
		await store.restartSession();
		await clock.settle();
		expect(store.get().session).toMatchObject({ configOptions: [{ value: "plan" }], state: { status: "ready" } });
		await expect(store.setConfigOption("mode", "none")).rejects.toMatchObject({ code: "option_unknown" });
		await expect(store.setConfigOption("none", "x")).rejects.toMatchObject({ code: "not_found" });
	});

	test("is refused to a role that does not allow it", async () => {
		const { clock, workspace } = await startStore();
		const viewer = { ...BEN, role: "viewer", allowedActions: ["sync", "getHistory", "getItem"] } as const;
		const store = createTestStore({ connect: workspace.connect(viewer), clock });
		store.start();
		await clock.settle();
		expect(store.get().self).toMatchObject({ role: "viewer", allowedActions: ["sync", "getHistory", "getItem"] });
		await expect(store.restartSession()).rejects.toMatchObject({ code: "forbidden" });
	});

	test("rejects when there is no connection within its deadline", async () => {
		const { store, clock, workspace } = await startStore();
		workspace.dropConnections();
		const restarted = expect(store.restartSession()).rejects.toMatchObject({ code: "connection_lost" });
		await clock.advance(10_000);
		await restarted;
	});

	test("loads the full version of a truncated item, and updates the timeline with it", async () => {
		const { store, clock } = await startStore({ workspace: { items: [message(1, { truncated: true })] } });
		expect(store.get().items.get("item-1")).toMatchObject({ truncated: true });
		const item = await store.loadItem("item-1");
		await clock.settle();
		expect(item.truncated).toBeUndefined();
		expect(store.get().items.get("item-1")).toEqual(item);
		await expect(store.loadItem("none")).rejects.toMatchObject({ code: "not_found" });
	});
});

test("a picture of an item is loaded in pages", async () => {
	const bytes = Uint8Array.from({ length: 1_200_000 }, (_, index) => index % 251);
	const data = Buffer.from(bytes).toString("base64");
	const blocks = [{ type: "image", mimeType: "image/png", data }] as const;
	const { store } = await startStore({ workspace: { items: [message(1, { blocks })] } });
	const [block] = (store.get().items.get("item-1") as ReturnType<typeof message>).blocks;
	expect(block).toMatchObject({ data: "", stored: { size: 1_200_000 } });
	const id = block?.type === "image" ? (block.stored?.id ?? "") : "";
	expect(await store.readContent(id)).toEqual(bytes);
	await expect(store.readContent("none")).rejects.toMatchObject({ code: "not_found" });
});

test("an item that changed while its full version was loading keeps the change", async () => {
	const call = (action: string) => (action === "getItem" ? { delayMs: 500 } : ("deliver" as const));
	const { store, clock, workspace } = await startStore({ workspace: { items: [message(1)] }, faults: { call } });
	const loading = store.loadItem("item-1");
	await clock.settle();
	workspace.apply({ kind: "item", item: message(1, { text: "Changed" }) });
	await clock.advance(1_000);
	await loading;
	expect(store.get().items.get("item-1")).toMatchObject({ text: "Changed" });
});

describe("the history", () => {
	const items = Array.from({ length: 120 }, (_, index) => message(index + 1));

	test("loads page by page, back to the first item", async () => {
		let pages = 0;
		const call = (action: string) => {
			if (action === "getHistory") pages += 1;
			return "deliver" as const;
		};
		const { store, clock } = await startStore({ workspace: { items }, faults: { call } });
		expect(store.get()).toMatchObject({ itemIds: { length: 50 }, hasOlder: true });
		const newest = store.get().items.get("item-120");
		const loading = store.loadOlder();
		const again = store.loadOlder();
		expect(store.get().history).toEqual({ status: "loading" });
		await clock.settle();
		await Promise.all([loading, again]);
		expect(pages).toBe(1);
		expect(store.get()).toMatchObject({ itemIds: { length: 100 }, hasOlder: true, history: { status: "idle" } });
		await store.loadOlder();
		await store.loadOlder();
		expect(store.get().itemIds).toEqual(items.map((item) => item.id));
		expect(store.get().hasOlder).toBe(false);
		expect(store.get().items.get("item-120")).toBe(newest);
	});

	test("reports a page that cannot be loaded, and can be loaded again", async () => {
		const { store, clock, workspace } = await startStore({ workspace: { items } });
		workspace.dropConnections();
		const loading = store.loadOlder();
		await clock.advance(10_000);
		await loading;
		expect(store.get().history).toMatchObject({ status: "failed", error: { code: "connection_lost" } });
		workspace.restoreConnections();
		await clock.advance(1_000);
		await store.loadOlder();
		expect(store.get()).toMatchObject({ itemIds: { length: 100 }, history: { status: "idle" } });
	});

	test("is correct when an item of a page changes while the page is loading", async () => {
		const call = (action: string) => (action === "getHistory" ? { delayMs: 500 } : ("deliver" as const));
		const { store, clock, workspace } = await startStore({ workspace: { items }, faults: { call } });
		const loading = store.loadOlder();
		await clock.settle();
		const item: MemoryItem = message(40, { text: "Changed" });
		workspace.apply({ kind: "item", item });
		await clock.advance(1_000);
		await loading;
		expect(store.get().items.get("item-40")).toMatchObject({ text: "Changed" });
		expect(new Map(store.get().items)).toEqual(new Map([...workspace.get().items].slice(20)));
	});

	test("is correct when the sync that brings such a change fails at first", async () => {
		let isLossy = false;
		const call = (action: string) => {
			if (action === "getHistory") return { delayMs: 500 };
			return action === "sync" && isLossy ? "lose_request" : "deliver";
		};
		const { store, clock, workspace } = await startStore({ workspace: { items }, faults: { call } });
		const loading = store.loadOlder();
		await clock.settle();
		workspace.apply({ kind: "item", item: message(40, { text: "Changed" }) });
		isLossy = true;
		await clock.advance(15_000);
		await loading;
		isLossy = false;
		await clock.advance(60_000);
		expect(store.get().items.get("item-40")).toMatchObject({ text: "Changed" });
	});

	test("keeps its length when a new window is loaded", async () => {
		const { store, clock, workspace } = await startStore({ workspace: { items } });
		await store.loadOlder();
		workspace.restart();
		await clock.settle();
		expect(store.get()).toMatchObject({ itemIds: { length: 100 }, epoch: 2 });
	});
});

test("an in-memory workspace that restarts interrupts the running turn and continues with the queue", async () => {
	const items = [approval(1, { turnId: "turn" }), prompt(2, { state: "running", turnId: "turn" }), prompt(3)];
	const { workspace, store, clock } = await startStore({ workspace: { items, onPrompt: () => {} } });
	workspace.apply({ kind: "turn", turn: { id: "turn", promptId: "item-2", startedAt: 0, state: "running" } });
	workspace.restart();
	await clock.settle();
	expect(store.get()).toMatchObject({ turn: null, queue: [], approvals: [] });
	expect([...store.get().items.values()].filter(({ kind }) => kind !== "event")).toMatchObject([
		{ state: { status: "cancelled", reason: "interrupted" } },
		{ state: "interrupted" },
		{ kind: "notice", code: "turn_interrupted", turnId: "turn" },
		{ state: "done" },
	]);
	expect(store.get().self).toMatchObject(ADA);
});
