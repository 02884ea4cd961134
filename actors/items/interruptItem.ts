import type { TimelineItem } from "../../src/protocol/index.ts";
import { closeItem } from "../timeline/closeItem.ts";

/** An item as it is once the process that worked on it is gone. One that had ended, or never opens, comes back as it is. */
export function interruptItem(item: TimelineItem, now: number): TimelineItem {
	if (item.kind === "prompt") return item.state === "running" ? { ...item, state: "interrupted" } : item;
	if (item.kind !== "approval") return closeItem(item, now);
	if (item.state.status !== "pending") return item;
	const reason = item.expiresAt !== undefined && item.expiresAt <= now ? "expired" : "interrupted";
	return { ...item, state: { status: "cancelled", reason, cancelledAt: now } };
}
