import type { WorkspaceState } from "../workspaceState.ts";

/** The permissions somebody has to give or refuse, oldest first. */
export function selectApprovals(state: WorkspaceState): WorkspaceState["approvals"] {
	return state.approvals;
}
