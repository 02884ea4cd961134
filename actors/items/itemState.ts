import type { TimelineItem } from "../../src/protocol/index.ts";
import { closeItem } from "../timeline/projection.ts";

/** Whether an item has not ended yet: a prompt that waits or runs, an approval without an answer, a text that grows. */
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

/** The item after the process that worked on it has ended. Queued prompts and items that are not open stay as they are. */
export function interruptItem(item: TimelineItem, now: number): TimelineItem {
	if (item.kind === "prompt") return item.state === "running" ? { ...item, state: "interrupted" } : item;
	if (item.kind !== "approval") return closeItem(item, now);
	if (item.state.status !== "pending") return item;
	const reason = item.expiresAt !== undefined && item.expiresAt <= now ? "expired" : "interrupted";
	return { ...item, state: { status: "cancelled", reason, cancelledAt: now } };
}
