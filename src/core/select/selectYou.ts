import type { WorkspaceState } from "../workspaceState.ts";

/** The person this browser speaks for, null before the first answer. */
export function selectYou(state: WorkspaceState): WorkspaceState["self"] {
	return state.self;
}
