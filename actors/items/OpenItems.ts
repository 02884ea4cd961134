import type { ApprovalItem, PromptItem, TimelineItem } from "../../src/protocol/index.ts";
import { isOpenItem } from "../../src/rules/items.ts";

/** The open prompts and approvals, kept in memory: prompts that wait or run, approvals that are pending. */
export class OpenItems {
	readonly #prompts = new Map<string, PromptItem>();
	readonly #approvals = new Map<string, ApprovalItem>();

	constructor(prompts: readonly PromptItem[] = []) {
		for (const prompt of prompts) this.apply(prompt);
	}

	/** The prompts that wait, in the order in which they run. */
	queue(): readonly PromptItem[] {
		return [...this.#prompts.values()].filter((prompt) => prompt.state === "queued").sort(byOrder);
	}

	/** A prompt that waits or runs. */
	prompt(id: string): PromptItem | undefined {
		return this.#prompts.get(id);
	}

	/** The pending approvals, oldest first. */
	approvals(): readonly ApprovalItem[] {
		return [...this.#approvals.values()].sort(byOrder);
	}

	/** Takes the new state of any item. */
	apply(item: TimelineItem): void {
		if (item.kind === "prompt") track(this.#prompts, item);
		if (item.kind === "approval") track(this.#approvals, item);
	}
}

function track<Item extends TimelineItem>(items: Map<string, Item>, item: Item): void {
	if (isOpenItem(item)) items.set(item.id, item);
	else items.delete(item.id);
}

function byOrder(one: TimelineItem, other: TimelineItem): number {
	return one.order - other.order;
}
