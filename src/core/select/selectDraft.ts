import type { WorkspaceState } from "../workspaceState.ts";

/** What this person has written and not sent, empty when there is nothing. */
export function selectDraft(state: WorkspaceState): WorkspaceState["draft"] {
	return state.draft;
}
