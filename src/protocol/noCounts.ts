import type { WorkspaceCounts } from "./diagnostics.ts";

/** What a workspace has counted when it wakes. */
export const NO_COUNTS: WorkspaceCounts = {
	prompts: 0,
	turnsDone: 0,
	turnsFailed: 0,
	turnsCancelled: 0,
	faults: 0,
	updatesLost: 0,
	changesMissed: 0,
};
