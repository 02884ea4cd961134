import type { WorkspaceState } from "../../core/index.ts";
import type { PromptItem } from "../../protocol/index.ts";

/** The prompt that runs as soon as the agent is there: with no turn before it, it does not wait for another. */
export function selectStartingPrompt(state: WorkspaceState): PromptItem | null {
	return state.turn === null ? (state.queue[0] ?? null) : null;
}
