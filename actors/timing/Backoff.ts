import { delay } from "./timeouts.ts";

/** The wait after the first failure, and the longest wait, in milliseconds. */
export interface BackoffLimits {
	readonly retryBaseMs: number;
	readonly retryMaxMs: number;
}

/** Counts failures in a row, and waits twice as long after each, up to a maximum. */
export class Backoff {
	readonly #limits: BackoffLimits;
	#failures = 0;

	constructor(limits: BackoffLimits) {
		this.#limits = limits;
	}

	/** Failures since the last reset. */
	get failures(): number {
		return this.#failures;
	}

	/** Counts a failure, and returns how long to wait before the next attempt, in milliseconds. */
	fail(): number {
		this.#failures += 1;
		const { retryBaseMs, retryMaxMs } = this.#limits;
		return Math.min(retryBaseMs * 2 ** (this.#failures - 1), retryMaxMs);
	}

	/** An attempt succeeded. */
	reset(): void {
		this.#failures = 0;
	}

	/** Counts a failure and waits, or less long when the signal is aborted. Never rejects. */
	wait(signal: AbortSignal): Promise<void> {
		return delay(this.fail(), signal);
	}
}
