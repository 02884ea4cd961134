import type { TimelineItem } from "../../protocol/index.ts";
import type { WorkspaceState } from "../workspaceState.ts";

/** Selects the item of an id; undefined when it is not loaded. */
export function selectItem(id: string): (state: WorkspaceState) => TimelineItem | undefined {
	return (state) => state.items.get(id);
}
