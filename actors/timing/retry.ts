import type { FailureStreak } from "../log/FailureStreak.ts";
import { Backoff, type BackoffLimits } from "./Backoff.ts";

interface RetryOptions {
	readonly limits: BackoffLimits;
	/** Ends the retries. */
	readonly signal: AbortSignal;
	/** Logs failures and the recovery. */
	readonly streak: FailureStreak;
}

/**
 * Repeats work until it succeeds, with exponential backoff.
 *
 * @throws The last failure, once the signal is aborted.
 */
export async function retry<Result>(work: () => Promise<Result>, options: RetryOptions): Promise<Result> {
	const { limits, signal, streak } = options;
	const backoff = new Backoff(limits);
	for (;;) {
		try {
			const result = await work();
			streak.recovered();
			return result;
		} catch (error) {
			if (signal.aborted) throw error;
			streak.failed(error);
			await backoff.wait(signal);
		}
	}
}
