import type { HistoryPage } from "../../protocol/index.ts";
import type { WorkspaceState } from "../workspaceState.ts";
import { shareStructure } from "./keepEqual.ts";
import { updateFields } from "./reduceFields.ts";
import { oldestOrder, reduceTimeline } from "./reduceTimeline.ts";

/**
 * Puts an older page before the first item. `before` is the `order` the page was asked with: when the timeline begins
 * elsewhere by now, the page would leave a hole and is dropped.
 */
export function reduceHistory(state: WorkspaceState, page: HistoryPage, before: number): WorkspaceState {
	const idle = updateFields(state, { history: shareStructure(state.history, { status: "idle" }) });
	if (oldestOrder(state) !== before) return idle;
	// What is held was kept up to date; the page may be older.
	const missing = page.items.filter((item) => !state.items.has(item.id) && item.order < before);
	const { itemIds, items } = reduceTimeline({ ...state, hasOlder: false }, missing);
	return updateFields(idle, { itemIds, items, hasOlder: page.hasOlder });
}
