import { expect, test } from "vitest";
import { EventHub } from "../../actors/events/EventHub.ts";
import type { WorkspaceEventHub } from "../../actors/events/workspaceEvents.ts";
import { OpenItems } from "../../actors/items/OpenItems.ts";
import { Ledger } from "../../actors/writer/Ledger.ts";
import { LiveItems } from "../../actors/writer/LiveItems.ts";
import type { Patch } from "../../src/protocol/index.ts";
import { prompt } from "../../stories/fixtures/sampleItems.ts";

const PROMPT = { ...prompt, order: 1, seq: 1, state: "queued" } as const;

function openLedger(add: (patch: Patch) => void) {
	const openItems = new OpenItems();
	const events: WorkspaceEventHub = new EventHub(() => undefined);
	const ledger = new Ledger({ seq: 0, order: 0, epoch: 1, live: new LiveItems(), openItems, batcher: { add }, events });
	return { ledger, openItems, events };
}

test("an item that was published is in the queue and in the next batch, whatever its listeners do", () => {
	const patches: Patch[] = [];
	const { ledger, openItems, events } = openLedger((patch) => patches.push(patch));
	const received: unknown[] = [];
	events.on("itemChanged", (item) => {
		received.push([item.id, openItems.queue().length, patches.length]);
		throw new Error("The listener failed.");
	});
	ledger.publishItem(PROMPT);
	expect(received).toEqual([[PROMPT.id, 1, 1]]);
});

test("a change that cannot be batched fails where it was made", () => {
	const { ledger } = openLedger(() => {
		throw new Error("The batch failed.");
	});
	expect(() => ledger.publishState({ kind: "turn", turn: null })).toThrow("The batch failed.");
	expect(() => ledger.publishItem(PROMPT)).toThrow("The batch failed.");
});

const MESSAGE = {
	kind: "message",
	id: "answer",
	turnId: null,
	createdAt: 0,
	text: "",
	blocks: [],
	open: true,
} as const;

test.each([
	["one that is stored whole by what has ended", 100_000, ["item", "append", "close"]],
	["one of which a part is dropped as a whole: how much it is has changed", 700_000, ["item", "item", "item"]],
])("of a message that has ended, %s is sent", (_, characters, kinds) => {
	const patches: Patch[] = [];
	const { ledger } = openLedger((patch) => patches.push(patch));
	const step = characters > 100_000 ? characters : 10_000;
	ledger.stream({ kind: "item", item: MESSAGE });
	for (let offset = 0; offset < characters; offset += step)
		ledger.stream({ kind: "append", itemId: "answer", offset, text: "x".repeat(step) });
	ledger.stream({ kind: "item", item: { ...MESSAGE, text: "x".repeat(characters), open: false } });
	expect([...new Set(patches.map(({ kind }) => kind))]).toEqual([...new Set(kinds)]);
	expect(JSON.stringify(patches.at(-1)).length > characters).toBe(kinds.at(-1) === "item");
});
