import type { LogEvent } from "./logEvent.ts";
import type { WorkspaceLog } from "./workspaceLog.ts";

/** Failures of one kind, one after the other: the first is told, and how many there were when one goes well again. */
export interface FailureRow {
	failed(error: unknown): void;
	/** It went well. */
	ended(): void;
}

export function createFailureRow(log: WorkspaceLog, event: LogEvent): FailureRow {
	let failures = 0;
	let since = 0;
	return {
		failed(error) {
			failures += 1;
			if (failures > 1) return;
			since = Date.now();
			log("error", event, { error });
		},
		ended() {
			if (failures > 0) log("info", "well_again", { after: event, failures, durationMs: Date.now() - since });
			failures = 0;
		},
	};
}
