import type { WorkspaceState } from "../workspaceState.ts";

/** What is known about the agent's session, null before the first answer. */
export function selectSession(state: WorkspaceState): WorkspaceState["session"] {
	return state.session;
}
