import { describe, expect, test } from "vitest";
import { LIMITS } from "../../src/protocol/index.ts";
import { createMemoryWorkspace, type NetworkConditions, type TurnScript } from "../../src/testing/index.ts";
import { createFakeClock } from "./createFakeClock.ts";
import { createStorage } from "./createStorage.ts";
import { message } from "./items.ts";
import { reload } from "./reload.ts";
import { ADA, BEN, createTestStore, startStore } from "./startStore.ts";

const silent: TurnScript = () => {};

describe("a prompt", () => {
	test("is in the outbox at once, and leaves it when it shows up in the timeline", async () => {
		const { store, clock } = await startStore();
		const receipt = store.prompt("Hello");
		expect(store.get().outbox).toMatchObject([{ text: "Hello", status: "sending", createdAt: clock.now() }]);
		await clock.settle();
		await expect(receipt).resolves.toMatchObject({ position: 0 });
		await clock.advance(1_000);
		expect([...store.get().items.values()]).toMatchObject([
			{ kind: "prompt", text: "Hello", state: "done", by: { userId: "ada" } },
			{ kind: "message", text: "You said: Hello", open: false },
		]);
		expect(store.get()).toMatchObject({ outbox: [], turn: null });
	});

	test("never shows twice: it arrives and leaves the outbox in one change", async () => {
		const { store, clock } = await startStore({ workspace: { onPrompt: silent } });
		const counts = new Set<number>();
		store.subscribe(() => counts.add(store.get().outbox.length + store.get().queue.length + store.get().items.size));
		void store.prompt("Hello");
		await clock.settle();
		expect([...counts]).toEqual([1]);
	});

	test("is sent in the order it was written", async () => {
		const { store, clock, workspace } = await startStore({ workspace: { onPrompt: silent } });
		for (const text of ["one", "two", "three"]) void store.prompt(text);
		await clock.settle();
		const texts = [...workspace.get().items.values()].map((item) => item.kind === "prompt" && item.text);
		expect(texts).toEqual(["one", "two", "three"]);
	});

	test("waits for a connection as long as necessary", async () => {
		const { store, clock, workspace } = await startStore();
		workspace.dropConnections();
		const receipt = store.prompt("Hello");
		await clock.advance(600_000);
		expect(store.get().outbox).toMatchObject([{ status: "sending" }]);
		workspace.restoreConnections();
		await clock.advance(30_000);
		await expect(receipt).resolves.toMatchObject({ position: 0 });
		expect(store.get().outbox).toEqual([]);
	});

	test("that is refused stays with the reason until it is retried or discarded", async () => {
		const { store, clock } = await startStore({ workspace: { onPrompt: (_, agent) => agent.wait(5_000) } });
		await store.prompt("First");
		const refused = store.prompt("Second", { whenBusy: "refuse" });
		await expect(refused).rejects.toMatchObject({ code: "turn_running" });
		const [pending] = store.get().outbox;
		expect(pending).toMatchObject({ text: "Second", status: "failed", error: { code: "turn_running" } });
		await clock.advance(6_000);
		store.retryPrompt(pending?.clientId ?? "");
		expect(store.get().outbox).toMatchObject([{ status: "sending", error: null }]);
		await clock.advance(6_000);
		expect(store.get()).toMatchObject({ outbox: [], itemIds: { length: 2 } });
	});

	test("that is too long is kept, so that nothing typed is lost", async () => {
		const { store, clock, workspace } = await startStore();
		const text = "x".repeat(LIMITS.promptCharacters + 1);
		await expect(store.prompt(text)).rejects.toMatchObject({ code: "prompt_too_long" });
		expect(store.get().outbox).toMatchObject([{ text, status: "failed" }]);
		store.discardPrompt(store.get().outbox[0]?.clientId ?? "");
		await clock.settle();
		expect(store.get().outbox).toEqual([]);
		expect(workspace.get().items.size).toBe(0);
	});

	test("that is empty is rejected and not kept", async () => {
		const { store } = await startStore();
		await expect(store.prompt(" \n")).rejects.toMatchObject({ code: "prompt_empty" });
		expect(store.get().outbox).toEqual([]);
	});

	test("that was discarded before it was sent is not sent", async () => {
		const { store, clock, workspace } = await startStore();
		workspace.dropConnections();
		const receipt = store.prompt("Never mind");
		store.discardPrompt(store.get().outbox[0]?.clientId ?? "");
		await expect(receipt).rejects.toMatchObject({ code: "closed" });
		void store.prompt("This one");
		workspace.restoreConnections();
		await clock.advance(1_000);
		const texts = [...workspace.get().items.values()].map((item) => item.kind === "prompt" && item.text);
		expect(texts.filter(Boolean)).toEqual(["This one"]);
	});

	test("fails after four attempts when the workspace never answers", async () => {
		let calls = 0;
		const call = (action: string) => (action === "prompt" && ++calls ? "lose_request" : "deliver");
		const { store, clock } = await startStore({ faults: { call } });
		void store.prompt("Hello");
		await clock.advance(120_000);
		expect(calls).toBe(4);
		expect(store.get().outbox).toMatchObject([{ status: "failed", error: { code: "timeout" } }]);
	});

	test("runs once when its answer is lost several times", async () => {
		let losses = 3;
		const call = (action: string) => (action === "prompt" && losses-- > 0 ? "lose_response" : "deliver");
		const { store, clock, workspace } = await startStore({ faults: { call }, workspace: { onPrompt: silent } });
		const receipt = store.prompt("Hello");
		await clock.advance(120_000);
		await expect(receipt).resolves.toMatchObject({ promptId: workspace.get().itemIds[0] });
		expect(workspace.get().items.size).toBe(1);
	});
});

describe("the outbox after a reload", () => {
	test("sends an unsent prompt once", async () => {
		const storage = createStorage();
		const first = await startStore({ store: { storage }, workspace: { onPrompt: silent } });
		first.workspace.dropConnections();
		void first.store.prompt("Hello");
		expect(storage.entries()).toHaveLength(1);
		first.stop();
		first.workspace.restoreConnections();
		const { clock, workspace } = first;
		const store = await reload(first, ADA, storage);
		expect(workspace.get().items.size).toBe(1);
		expect(store.get().outbox).toEqual([]);
		expect(storage.entries()).toEqual([]);
		await clock.settle();
	});

	test("does not send a prompt again that had arrived", async () => {
		const storage = createStorage();
		const first = await startStore({
			store: { storage },
			workspace: { onPrompt: silent },
			faults: { call: (action) => (action === "prompt" ? "lose_response" : "deliver"), broadcast: () => "drop" },
		});
		void first.store.prompt("Hello");
		await first.clock.settle();
		first.stop();
		const store = await reload(first, ADA, storage);
		expect(store.get()).toMatchObject({ outbox: [], itemIds: { length: 1 } });
		expect(storage.entries()).toEqual([]);
	});

	test("keeps a failed prompt as failed", async () => {
		const storage = createStorage();
		const first = await startStore({ store: { storage } });
		await first.store.prompt("x".repeat(LIMITS.promptCharacters + 1)).catch(() => {});
		first.stop();
		const store = await reload(first, ADA, storage);
		expect(store.get().outbox).toMatchObject([{ status: "failed", error: { code: "prompt_too_long" } }]);
	});

	test("never sends one person's prompts in the name of another", async () => {
		const storage = createStorage();
		const first = await startStore({ store: { storage } });
		first.workspace.dropConnections();
		void first.store.prompt("Hello");
		first.stop();
		first.workspace.restoreConnections();
		const store = await reload(first, BEN, storage);
		expect(store.get().outbox).toEqual([]);
		expect([...first.workspace.get().items.values()].filter(({ kind }) => kind === "prompt")).toEqual([]);
		expect(storage.entries()).toHaveLength(1);
	});

	test("removes a prompt that the workspace has, although it is in no loaded part of the timeline", async () => {
		const storage = createStorage();
		const faults: NetworkConditions = {
			call: (action) => (action === "prompt" ? "lose_response" : "deliver"),
			broadcast: () => "drop",
		};
		const first = await startStore({ store: { storage }, workspace: { onPrompt: silent }, faults });
		void first.store.prompt("Hello");
		await first.clock.settle();
		first.stop();
		for (let order = 10; order < 80; order++) first.workspace.apply({ kind: "item", item: message(order) });
		const store = await reload(first, ADA, storage);
		expect(store.get().outbox).toHaveLength(1);
		await first.clock.advance(2_000);
		expect(store.get().outbox).toEqual([]);
		expect(storage.entries()).toEqual([]);
		expect([...first.workspace.get().items.values()].filter(({ kind }) => kind === "prompt")).toHaveLength(1);
	});

	test("belongs to its person when another one signs in on the same page", async () => {
		const storage = createStorage();
		const clock = createFakeClock();
		const workspace = createMemoryWorkspace({ clock });
		let person = ADA;
		const store = createTestStore({ clock, storage, connect: (listener) => workspace.connect(person)(listener) });
		store.start();
		await clock.settle();
		await store.prompt("x".repeat(LIMITS.promptCharacters + 1)).catch(() => {});
		person = BEN;
		store.reconnect();
		await clock.settle();
		expect(store.get()).toMatchObject({ self: { userId: "ben" }, outbox: [] });
		person = ADA;
		store.reconnect();
		await clock.settle();
		expect(store.get()).toMatchObject({ self: { userId: "ada" }, outbox: [{ status: "failed" }] });
	});

	test("marks a prompt older than a day as failed", async () => {
		const storage = createStorage();
		const first = await startStore({ store: { storage } });
		first.workspace.dropConnections();
		void first.store.prompt("Hello");
		first.stop();
		await first.clock.advance(25 * 60 * 60 * 1000);
		first.workspace.restoreConnections();
		const store = await reload(first, ADA, storage);
		expect(store.get().outbox).toMatchObject([{ text: "Hello", status: "failed", error: { code: "timeout" } }]);
	});

	test("leaves the prompts of another tab alone", async () => {
		const storage = createStorage();
		const first = await startStore({ store: { storage } });
		const other = await reload(first, ADA, storage);
		first.workspace.dropConnections();
		void first.store.prompt("From one");
		void other.prompt("From the other");
		expect(JSON.parse(storage.entries()[0] ?? "")).toMatchObject([{ text: "From one" }, { text: "From the other" }]);
		first.store.discardPrompt(first.store.get().outbox[0]?.clientId ?? "");
		expect(JSON.parse(storage.entries()[0] ?? "")).toMatchObject([{ text: "From the other" }]);
	});

	test.each(["{", "[7, null, {}]", '"text"', '[{"clientId": "1", "text": 5}]'])(
		"survives a storage of %s",
		async (text) => {
			const storage = createStorage(text);
			const { store } = await startStore({ store: { storage } });
			expect(store.get()).toMatchObject({ loaded: true, outbox: [] });
		},
	);

	test("works with a storage that throws", async () => {
		const broken = () => {
			throw new DOMException("Full", "QuotaExceededError");
		};
		const storage = { getItem: broken, setItem: broken, removeItem: broken };
		const { store, clock } = await startStore({ store: { storage } });
		const receipt = store.prompt("Hello");
		await clock.settle();
		await expect(receipt).resolves.toMatchObject({ position: 0 });
	});
});
