import type { WorkspaceState } from "../workspaceState.ts";

/** How the browser stands to the workspace. */
export function selectConnection(state: WorkspaceState): WorkspaceState["connectionStatus"] {
	return state.connectionStatus;
}
