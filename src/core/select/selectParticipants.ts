import type { WorkspaceState } from "../workspaceState.ts";

/** Who has the workspace open. */
export function selectParticipants(state: WorkspaceState): WorkspaceState["participants"] {
	return state.participants;
}
