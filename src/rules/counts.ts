import type { WorkspaceCounters } from "../protocol/diagnostics.ts";

/** The counters of a workspace that has just started. */
export const ZERO_COUNTS: WorkspaceCounters = {
	prompts: 0,
	turnsDone: 0,
	turnsFailed: 0,
	turnsCancelled: 0,
	errors: 0,
	updatesLost: 0,
	changesMissed: 0,
};
