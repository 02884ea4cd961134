import type { ApprovalItem, PromptItem, TimelineItem } from "../../src/protocol/index.ts";
import { isOpen } from "./isOpen.ts";

/** What people wait for, kept in memory: prompts that wait or run, approvals that are pending. */
export interface OpenItems {
	/** Prompts that wait, next one first. */
	queue(): readonly PromptItem[];
	/** One that waits or runs. */
	prompt(id: string): PromptItem | undefined;
	/** Oldest first. */
	approvals(): readonly ApprovalItem[];
	/** Takes each item that is told, in order. */
	apply(item: TimelineItem): void;
}

export function createOpenItems(): OpenItems {
	const prompts = new Map<string, PromptItem>();
	const approvals = new Map<string, ApprovalItem>();

	function apply(item: TimelineItem): void {
		if (item.kind === "prompt") track(prompts, item);
		if (item.kind === "approval") track(approvals, item);
	}

	return {
		queue: () => [...prompts.values()].filter((prompt) => prompt.state === "queued").sort(byOrder),
		prompt: (id) => prompts.get(id),
		approvals: () => [...approvals.values()].sort(byOrder),
		apply,
	};
}

function track<Item extends TimelineItem>(items: Map<string, Item>, item: Item): void {
	if (isOpen(item)) items.set(item.id, item);
	else items.delete(item.id);
}

function byOrder(one: TimelineItem, other: TimelineItem): number {
	return one.order - other.order;
}
