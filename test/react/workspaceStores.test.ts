import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createWorkspaceStores } from "../../src/react/workspaceStores.ts";
import { createMemoryWorkspace } from "../../src/testing/index.ts";

beforeEach(() => {
	vi.useFakeTimers({ shouldAdvanceTime: true });
});
afterEach(() => {
	vi.useRealTimers();
});

const afterAMoment = () => vi.advanceTimersByTimeAsync(2_000);

function openStores() {
	const connect = createMemoryWorkspace().connect({ userId: "ada", name: "Ada" });
	return createWorkspaceStores({ connect: () => connect, storage: null });
}

test("releases a store a moment after the last component unmounted", async () => {
	const stores = openStores();
	const store = stores.get("web");
	const leave = stores.retain(store);
	const leaveToo = stores.retain(store);
	leave();
	await afterAMoment();
	expect(stores.get("web")).toBe(store);
	leaveToo();
	expect(stores.get("web")).toBe(store);
	await afterAMoment();
	expect(stores.get("web")).not.toBe(store);
});

test("returns the same store to a component that remounts at once, as in StrictMode", async () => {
	const stores = openStores();
	const store = stores.get("web");
	stores.retain(store)();
	const leave = stores.retain(store);
	await afterAMoment();
	expect(stores.get("web")).toBe(store);
	expect(store.get().connectionStatus.status).toBe("connected");
	leave();
});

test("a released store that a component still uses becomes the shared one again", async () => {
	const stores = openStores();
	const store = stores.get("web");
	stores.retain(store)();
	await afterAMoment();
	stores.retain(store);
	expect(stores.get("web")).toBe(store);
});

test("keeps the store while there is a draft", async () => {
	const stores = openStores();
	const store = stores.get("web");
	store.setDraft("Please");
	stores.retain(store)();
	await afterAMoment();
	expect(stores.get("web").get().draft).toBe("Please");
	store.setDraft("");
	stores.retain(store)();
	await afterAMoment();
	expect(stores.get("web")).not.toBe(store);
});

test("keeps the store while a prompt is unsent", async () => {
	const stores = createWorkspaceStores({
		connect: () => () => ({ call: () => new Promise(() => {}), close() {} }),
		storage: null,
	});
	const store = stores.get("web");
	stores.retain(store)();
	void store.prompt("Hello").catch(() => {});
	await afterAMoment();
	expect(stores.get("web").get().outbox).toHaveLength(1);
});
