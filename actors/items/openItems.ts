import type { ApprovalItem, PromptItem, TimelineItem } from "../../src/protocol/index.ts";
import { closeItem } from "../timeline/projection.ts";

/** Whether an item still waits for its end: a prompt to run, an approval to be answered, a text to grow. */
export function isOpen(item: TimelineItem): boolean {
	switch (item.kind) {
		case "prompt":
			return item.state === "queued" || item.state === "running";
		case "approval":
			return item.state.status === "pending";
		case "tool_call":
			return item.status === "pending" || item.status === "in_progress";
		case "message":
		case "thought":
			return item.open;
		default:
			return false;
	}
}

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

/** An item as it is once the process that worked on it is gone. One that had ended, or never opens, comes back as it is. */
export function interruptItem(item: TimelineItem, now: number): TimelineItem {
	if (item.kind === "prompt") return item.state === "running" ? { ...item, state: "interrupted" } : item;
	if (item.kind !== "approval") return closeItem(item, now);
	if (item.state.status !== "pending") return item;
	const reason = item.expiresAt !== undefined && item.expiresAt <= now ? "expired" : "interrupted";
	return { ...item, state: { status: "cancelled", reason, cancelledAt: now } };
}
