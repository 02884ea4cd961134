import type { WorkspaceCounters } from "../protocol/diagnostics.ts";

/** What a workspace has counted when it wakes. */
export const ZERO_COUNTS: WorkspaceCounters = {
	prompts: 0,
	turnsDone: 0,
	turnsFailed: 0,
	turnsCancelled: 0,
	errors: 0,
	updatesLost: 0,
	changesMissed: 0,
};
