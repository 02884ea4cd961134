import type { KeyValueStorage } from "../../src/core/index.ts";
import type { MemoryPerson } from "../../src/testing/index.ts";
import { createTestStore, type startStore } from "./startStore.ts";

/** Reloads the page: a person's new store on the same workspace and storage, loaded. */
export async function reload(
	{ workspace, clock }: Awaited<ReturnType<typeof startStore>>,
	person: MemoryPerson,
	storage: KeyValueStorage,
) {
	const store = createTestStore({ connect: workspace.connect(person), clock, storage });
	store.start();
	await clock.settle();
	return store;
}
