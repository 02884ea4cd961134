import { describe, expect, test } from "vitest";
import type { KeyValueStorage } from "../../src/core/index.ts";
import { selectComposerMode } from "../../src/core/state/selectors.ts";
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

test("whom a draft names is restored with it, and gone with it", async () => {
	const storage = createStorage();
	const first = await startStore({ store: { storage } });
	first.store.setDraft("@Ben");
	first.store.chooseMention({ userId: "ben-2", name: "Ben" });
	first.stop();
	const store = await reload(first, ADA, storage);
	expect(store.get()).toMatchObject({ draft: "@Ben", draftMentions: [{ userId: "ben-2", name: "Ben" }] });
	store.setDraft("");
	expect(store.get().draftMentions).toEqual([]);
	expect(storage.entries()).toEqual([]);
});

test("a draft is for the people or for the agent as before", async () => {
	const storage = createStorage();
	for (const mode of ["note", "prompt"] as const) {
		const first = await startStore({ store: { storage } });
		first.store.setComposerMode(mode);
		first.store.setDraft("Half a thou");
		first.stop();
		const store = await reload(first, ADA, storage);
		expect(selectComposerMode(store.get())).toBe(mode);
		store.setDraft("");
	}
	const commenter = { ...ADA, role: "commenter" } as const;
	const first = await startStore();
	const { workspace, clock } = first;
	const before = createTestStore({ connect: workspace.connect(commenter), clock, storage });
	const stop = before.start();
	await clock.settle();
	before.setComposerMode("prompt");
	before.setDraft("A suggestion");
	stop();
	expect(selectComposerMode((await reload(first, commenter, storage)).get())).toBe("prompt");
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
	expect(storage.entries()).toEqual([]);
});

describe("drafts of several tabs", () => {
	const openTab = async (
		first: Awaited<ReturnType<typeof startStore>>,
		storage: KeyValueStorage,
		tab = createStorage(),
	) => {
		const store = createTestStore({
			connect: first.workspace.connect(ADA),
			clock: first.clock,
			storage,
			tabStorage: tab,
		});
		const close = store.start();
		await first.clock.settle();
		return { store, close, tab };
	};
	const open = async () => {
		const storage = createStorage();
		const tab = createStorage();
		const first = await startStore({ store: { storage, tabStorage: tab } });
		return { first, storage, tab };
	};

	test("stay apart while the tabs are open, and over reloads", async () => {
		const { first, storage } = await open();
		first.store.setDraft("First");
		const second = await openTab(first, storage);
		expect(second.store.get().draft).toBe("");
		second.store.setDraft("Second");
		second.close();
		const reloaded = await openTab(first, storage, second.tab);
		expect(reloaded.store.get().draft).toBe("Second");
		reloaded.store.setDraft("");
		expect(first.store.get().draft).toBe("First");
		expect(storage.entries()).toEqual([]);
	});

	test("go to the next tab that is opened, once, together with their files", async () => {
		const { first, storage } = await open();
		first.store.setDraft("First");
		first.store.uploadAttachments([new File(["a note"], "note.txt", { type: "text/plain" })]);
		await first.clock.settle();
		first.stop();
		const second = await openTab(first, storage);
		expect(second.store.get()).toMatchObject({ draft: "First", attachments: [{ name: "note.txt", status: "ready" }] });
		const third = await openTab(first, storage);
		expect(third.store.get()).toMatchObject({ draft: "", attachments: [] });
		expect(storage.entries()).toEqual([]);
	});

	test("of several closed tabs are all kept, the latest one first", async () => {
		const { first, storage } = await open();
		const second = await openTab(first, storage);
		first.store.setDraft("First");
		second.store.setDraft("Second");
		first.stop();
		second.close();
		expect((await openTab(first, storage)).store.get().draft).toBe("Second");
		expect((await openTab(first, storage)).store.get().draft).toBe("First");
	});

	test("are gone from a tab that comes back after another one took them", async () => {
		const { first, storage, tab } = await open();
		first.store.setDraft("First");
		first.stop();
		await openTab(first, storage);
		expect((await openTab(first, storage, tab)).store.get().draft).toBe("");
		const stop = first.store.start();
		expect(first.store.get().draft).toBe("");
		stop();
	});

	test("come back to a store that is started again", async () => {
		const { first, storage } = await open();
		first.store.setDraft("First");
		first.stop();
		first.store.start();
		expect(first.store.get().draft).toBe("First");
		expect(storage.entries()).toEqual([]);
	});
});

test("a draft that an earlier version has stored is taken over", async () => {
	const storage = createStorage();
	storage.setItem("workspace-chat:draft:memory:ada", "From before");
	const file = { id: "note", name: "note.txt", mimeType: "text/plain", size: 6 };
	storage.setItem("workspace-chat:files:memory:ada", JSON.stringify([file]));
	const { store } = await startStore({ store: { storage } });
	expect(store.get()).toMatchObject({ draft: "From before", attachments: [{ name: "note.txt" }] });
	expect(storage.entries()).toEqual([]);
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
