import { expect, test } from "vitest";
import { startStore } from "./startStore.ts";

test("a store loads what the workspace holds", async () => {
	const { store } = await startStore();
	expect(store.get()).toMatchObject({ loaded: true, connection: { status: "connected" }, you: { userId: "ada" } });
});

test("a prompt shows at once, and runs", async () => {
	const { store, clock } = await startStore();
	const receipt = store.prompt("Hello");
	expect(store.get().outbox).toMatchObject([{ text: "Hello", status: "sending" }]);
	await clock.settle();
	await expect(receipt).resolves.toMatchObject({ position: 0 });
	await clock.advance(1_000);
	const { items, outbox, turn } = store.get();
	expect([...items.values()]).toMatchObject([
		{ kind: "prompt", text: "Hello", state: "done", by: { userId: "ada" } },
		{ kind: "message", text: "You said: Hello", open: false },
	]);
	expect(outbox).toEqual([]);
	expect(turn).toBeNull();
});
