import type { WorkspaceState } from "../workspaceState.ts";

/** Whether an older page is on its way. */
export function selectHistory(state: WorkspaceState): WorkspaceState["history"] {
	return state.history;
}
