import type { WorkspaceCounts } from "./diagnostics.ts";

export const NO_COUNTS: WorkspaceCounts = {
	prompts: 0,
	turnsDone: 0,
	turnsFailed: 0,
	turnsCancelled: 0,
	faults: 0,
	updatesLost: 0,
	changesMissed: 0,
};
