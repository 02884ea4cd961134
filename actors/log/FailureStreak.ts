import type { LogEvent, WorkspaceLog } from "./workspaceLog.ts";

/** Logs the first failure of a streak, and the number of failures once it recovers. */
export class FailureStreak {
	readonly #log: WorkspaceLog;
	readonly #event: LogEvent;
	#failures = 0;
	#since = 0;

	/** @param event - The log event of a failure. */
	constructor(log: WorkspaceLog, event: LogEvent) {
		this.#log = log;
		this.#event = event;
	}

	failed(error: unknown): void {
		this.#failures += 1;
		if (this.#failures > 1) return;
		this.#since = Date.now();
		this.#log("error", this.#event, { error });
	}

	/** Something succeeded. Does nothing without a failure before. */
	recovered(): void {
		if (this.#failures === 0) return;
		const durationMs = Math.max(0, Date.now() - this.#since);
		this.#log("info", "recovered", { after: this.#event, failures: this.#failures, durationMs });
		this.#failures = 0;
	}
}
