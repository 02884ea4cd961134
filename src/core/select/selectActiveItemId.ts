import type { TimelineItem } from "../../protocol/index.ts";
import type { WorkspaceState } from "../workspaceState.ts";

/** Further back nothing is looked for: agents run a handful of calls at once. */
const MAX_ITEMS_SEARCHED = 32;

/** The item that the agent is busy with: the newest of the turn that is not finished. */
export function selectActiveItemId(state: WorkspaceState): string | null {
	if (!state.turn) return null;
	for (const id of state.itemIds.slice(-MAX_ITEMS_SEARCHED).reverse()) {
		const item = state.items.get(id);
		if (item && item.turnId === state.turn.id && isActive(item)) return id;
	}
	return null;
}

function isActive(item: TimelineItem): boolean {
	if (item.kind === "message" || item.kind === "thought") return item.open;
	return item.kind === "tool_call" && (item.status === "pending" || item.status === "in_progress");
}
