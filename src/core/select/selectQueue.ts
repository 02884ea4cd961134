import type { WorkspaceState } from "../workspaceState.ts";

/** The prompts that wait, next one first. */
export function selectQueue(state: WorkspaceState): WorkspaceState["queue"] {
	return state.queue;
}
