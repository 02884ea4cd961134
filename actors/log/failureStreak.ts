import type { LogEvent, WorkspaceLog } from "./workspaceLog.ts";

/** Failures of one kind, one after the other: the first is told, and how many there were when one goes well again. */
export interface FailureStreak {
	failed(error: unknown): void;
	/** It went well. */
	recovered(): void;
}

export function createFailureStreak(log: WorkspaceLog, event: LogEvent): FailureStreak {
	let failures = 0;
	let since = 0;
	return {
		failed(error) {
			failures += 1;
			if (failures > 1) return;
			since = Date.now();
			log("error", event, { error });
		},
		recovered() {
			if (failures > 0) log("info", "recovered", { after: event, failures, durationMs: Date.now() - since });
			failures = 0;
		},
	};
}
