import type { PromptItem } from "../../src/protocol/index.ts";
import { ordersForInsertion } from "../../src/protocol/queueOrder.ts";
import type { Transaction } from "../writer/writer.ts";

/** A prompt before it has its place. */
export type PromptDraft = Omit<PromptItem, "order" | "seq">;

/** Stores a prompt at `index` of a queue it is not in, and makes room for it there. */
export function placePrompt(
	act: Transaction,
	draft: PromptDraft,
	queue: readonly PromptItem[],
	index: number,
): PromptItem {
	// The end is a place of its own: the last one of all, also when it is in the timeline one day.
	if (index >= queue.length) return act.put(withoutOrder(draft));
	const orders = ordersForInsertion(
		queue.map((prompt) => prompt.order),
		index,
	);
	const [prompt] = [draft, ...queue.slice(index)].slice(0, orders.length).map((placed, step) => {
		return act.put({ ...placed, order: orders[step] });
	});
	return prompt ?? act.put(withoutOrder(draft));
}

/** What leaves its place takes the last one. */
export function withoutOrder(prompt: PromptDraft): PromptDraft {
	return { ...prompt, ...{ order: undefined } };
}
