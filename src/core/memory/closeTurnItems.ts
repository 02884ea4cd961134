import type { TimelineItem } from "../../protocol/index.ts";
import type { WorkspaceState } from "../workspaceState.ts";
import type { MemoryChange } from "./memoryChange.ts";

/** The changes that close what a turn has left open: its texts, tool calls and approvals. */
export function closeTurnItems(
	state: WorkspaceState,
	turnId: string,
	now: number,
	reason: "stopped" | "turn_ended" | "interrupted",
): readonly MemoryChange[] {
	return changeTurnItems(state, turnId, (item) => {
		if (item.kind === "tool_call" && item.endedAt === null) return { ...item, status: "cancelled", endedAt: now };
		if (item.kind === "approval" && item.state.status === "pending") {
			return { ...item, state: { status: "cancelled", reason, cancelledAt: now } };
		}
		return closeText(item, now);
	});
}

/** The changes that end the message or thought that still grows. */
export function closeOpenTexts(state: WorkspaceState, turnId: string, now: number): readonly MemoryChange[] {
	return changeTurnItems(state, turnId, (item) => closeText(item, now));
}

function closeText(item: TimelineItem, now: number): TimelineItem {
	if (item.kind === "message" && item.open) return { ...item, open: false };
	if (item.kind === "thought" && item.open) return { ...item, open: false, endedAt: now };
	return item;
}

function changeTurnItems(
	state: WorkspaceState,
	turnId: string,
	change: (item: TimelineItem) => TimelineItem,
): readonly MemoryChange[] {
	const items = [...state.items.values()].filter((item) => item.turnId === turnId);
	const pairs = items.map((item) => [item, change(item)] as const);
	return pairs.flatMap(([before, item]) => (before === item ? [] : [{ kind: "item", item }]));
}
