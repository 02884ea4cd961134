import { expect, test } from "vitest";
import { createMemoryWorkspace } from "../../src/testing/index.ts";
import { createFakeClock } from "./createFakeClock.ts";
import { createStorage } from "./createStorage.ts";
import { reload } from "./reload.ts";
import { ADA, BEN, createTestStore, startStore } from "./startStore.ts";

test("a draft is restored after a reload", async () => {
	const storage = createStorage();
	const first = await startStore({ store: { storage } });
	first.store.setDraft("Half a thou");
	first.stop();
	const store = await reload(first, ADA, storage);
	expect(store.get().draft).toBe("Half a thou");
});

test("an empty draft leaves nothing in the storage", async () => {
	const storage = createStorage();
	const { store } = await startStore({ store: { storage } });
	store.setDraft("Never mind");
	store.setDraft("");
	expect(storage.entries()).toEqual([]);
});

test("a draft is not shown to another person, nor in another workspace", async () => {
	const storage = createStorage();
	const first = await startStore({ store: { storage } });
	first.store.setDraft("For my eyes");
	first.stop();
	expect((await reload(first, BEN, storage)).get().draft).toBe("");

	const connect = createMemoryWorkspace({ workspaceId: "other" }).connect(ADA);
	const other = createTestStore({ workspaceId: "other", connect, storage });
	other.start();
	await expect.poll(() => other.get().loaded).toBe(true);
	expect(other.get().draft).toBe("");
});

test("a draft belongs to its person when another one signs in on the same page", async () => {
	const storage = createStorage();
	const clock = createFakeClock();
	const workspace = createMemoryWorkspace({ clock });
	let person = ADA;
	const store = createTestStore({ clock, storage, connect: (listener) => workspace.connect(person)(listener) });
	const signIn = async (next: typeof ADA) => {
		person = next;
		store.reconnect();
		await clock.settle();
	};
	store.start();
	await clock.settle();
	store.setDraft("Ada's");
	await signIn(BEN);
	expect(store.get()).toMatchObject({ self: { userId: "ben" }, draft: "" });
	store.setDraft("Ben's");
	await signIn(ADA);
	expect(store.get()).toMatchObject({ self: { userId: "ada" }, draft: "Ada's" });
});

test("text typed before the workspace answers is appended to the stored draft", async () => {
	const storage = createStorage();
	const first = await startStore({ store: { storage } });
	first.store.setDraft("Left over");
	first.stop();
	const store = createTestStore({ connect: first.workspace.connect(ADA), clock: first.clock, storage });
	store.start();
	store.setDraft("Typed early");
	await first.clock.settle();
	expect(store.get().draft).toBe("Left over\nTyped early");
	expect(storage.entries()).toEqual(["Left over\nTyped early"]);
});

test("clearing the draft of one tab keeps the newer draft of another tab in the storage", async () => {
	const storage = createStorage();
	const first = await startStore({ store: { storage } });
	first.store.setDraft("Older");
	const other = await reload(first, ADA, storage);
	other.setDraft("Newer");
	first.store.setDraft("");
	expect(storage.entries()).toEqual(["Newer"]);
});

test("a draft works with a storage that throws", async () => {
	const broken = () => {
		throw new DOMException("Full", "QuotaExceededError");
	};
	const { store } = await startStore({ store: { storage: { getItem: broken, setItem: broken, removeItem: broken } } });
	store.setDraft("Hello");
	store.setDraft("");
	expect(store.get()).toMatchObject({ loaded: true, draft: "" });
});
