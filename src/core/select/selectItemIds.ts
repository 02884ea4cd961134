import type { WorkspaceState } from "../workspaceState.ts";

/** The timeline from oldest to newest, as far back as it was loaded. */
export function selectItemIds(state: WorkspaceState): WorkspaceState["itemIds"] {
	return state.itemIds;
}
