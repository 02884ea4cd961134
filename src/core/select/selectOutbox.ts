import type { WorkspaceState } from "../workspaceState.ts";

/** The prompts of this browser that the workspace has not taken yet. */
export function selectOutbox(state: WorkspaceState): WorkspaceState["outbox"] {
	return state.outbox;
}
