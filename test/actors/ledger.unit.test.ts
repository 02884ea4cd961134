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
