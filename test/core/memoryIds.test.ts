import { expect, test } from "vitest";
import { prompt } from "./items.ts";
import { BEN, startStore } from "./startStore.ts";

test("a new item does not take the id of one that the in-memory workspace began with", async () => {
	const suspended = { person: BEN, until: Date.UTC(9_999, 0) };
	const given = ["prompt-1", "prompt-2", "prompt-3"].map((id, index) =>
		prompt(index + 1, { id, clientId: id, by: BEN, suspended }),
	);
	const { store } = await startStore({ workspace: { items: given } });
	const { promptId } = await store.prompt("Tidy up");
	expect(given.map(({ id }) => id)).not.toContain(promptId);
	expect(store.get().queue.map(({ id }) => id)).toEqual(["prompt-1", "prompt-2", "prompt-3"]);
});
