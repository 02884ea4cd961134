import type { ToolCallStatus } from "../../src/protocol/index.ts";
import type { ProjectedItem } from "./projectedChange.ts";

/** Whether an agent may still go on with a tool call of this status. */
export function isOpenStatus(status: ToolCallStatus): boolean {
	return status === "pending" || status === "in_progress";
}

/**
 * The item as it is once nothing more can come of it: text ends, and a tool call that its agent left open counts as
 * cancelled. An item that is closed already, or never opens, comes back as it is.
 *
 * @example
 * const closed = closeItem(item, Date.now()); // also for what a crash left open
 */
export function closeItem<Item extends ProjectedItem>(item: Item, now: number): Item {
	if (item.kind === "message" && item.open) return { ...item, open: false };
	if (item.kind === "thought" && item.open) return { ...item, open: false, endedAt: now };
	if (item.kind === "tool_call" && isOpenStatus(item.status)) return { ...item, status: "cancelled", endedAt: now };
	return item;
}
