import { expect, test } from "vitest";
import { createMemoryWorkspace } from "../../src/testing/index.ts";
import { createFakeClock } from "./createFakeClock.ts";
import { createStorage } from "./createStorage.ts";
import { reload } from "./reload.ts";
import { ADA, BEN, createTestStore, startStore } from "./startStore.ts";

const ben = { userId: "ben", name: "Ben" };

test("notes that are begun are there after a reload, with whom they name, until they are stored", async () => {
	const storage = createStorage();
	const first = await startStore({ store: { storage } });
	first.store.setNoteDraft("call-1", { text: "Is this prod, @Ben?", mentions: [ben] });
	first.store.setNoteDraft("call-2", { text: "And this", mentions: [] });
	first.stop();
	const store = await reload(first, ADA, storage);
	expect([...store.get().noteDrafts]).toEqual([
		["call-1", { text: "Is this prod, @Ben?", mentions: [ben] }],
		["call-2", { text: "And this", mentions: [] }],
	]);
	store.setNoteDraft("call-1", null);
	store.setNoteDraft("call-2", { text: "", mentions: [] });
	expect(store.get().noteDrafts.size).toBe(0);
	expect(storage.entries()).toEqual([]);
});

test("they belong to their person when another one signs in on the same page", async () => {
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
	store.setNoteDraft("call", { text: "Before it is known who I am", mentions: [] });
	await clock.settle();
	await signIn(BEN);
	expect(store.get().noteDrafts.size).toBe(0);
	store.setNoteDraft("call", { text: "Ben's", mentions: [] });
	await signIn(ADA);
	expect(store.get().noteDrafts.get("call")?.text).toBe("Before it is known who I am");
});

test("without a storage they are in the page only", async () => {
	const tabStorage = createStorage();
	const { store } = await startStore({ store: { storage: null, tabStorage } });
	store.setNoteDraft("call", { text: "Hm", mentions: [] });
	expect(store.get().noteDrafts.size).toBe(1);
	expect(tabStorage.entries()).toEqual([]);
});

test("only the newest are kept", async () => {
	const { store } = await startStore();
	for (let count = 1; count <= 60; count++) store.setNoteDraft(`call-${count}`, { text: "Hm", mentions: [] });
	store.setNoteDraft("call-11", { text: "Hm, still", mentions: [] });
	store.setNoteDraft("call-61", { text: "Hm", mentions: [] });
	expect(store.get().noteDrafts.size).toBe(50);
	expect(store.get().noteDrafts.has("call-11")).toBe(true);
	expect(store.get().noteDrafts.has("call-12")).toBe(false);
});

test.each(["{", "7", '[["call"]]', '[["call", {"text": 7}]]', '[[7, {"text": "Hm"}]]', "[null]"])(
	"a storage that holds %s holds no notes",
	async (stored) => {
		const { store } = await startStore({ store: { storage: createStorage(stored) } });
		expect(store.get()).toMatchObject({ loaded: true, noteDrafts: new Map() });
	},
);
