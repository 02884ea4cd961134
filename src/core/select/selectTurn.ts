import type { WorkspaceState } from "../workspaceState.ts";

/** The turn that runs, or null. */
export function selectTurn(state: WorkspaceState): WorkspaceState["turn"] {
	return state.turn;
}
