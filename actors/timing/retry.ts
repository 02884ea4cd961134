import type { FailureStreak } from "../log/FailureStreak.ts";
import { Backoff, type BackoffLimits } from "./Backoff.ts";

interface RetryOptions {
	readonly limits: BackoffLimits;
	/** Ends the retries. An abort during a wait ends the wait, and the work is tried once more. */
	readonly signal: AbortSignal;
	/** Whether another attempt can help after this failure. Default: always. */
	readonly shouldRetry?: (error: unknown) => boolean;
	/** Logs failures and the recovery. */
	readonly streak?: FailureStreak;
}

/**
 * Repeats work until it succeeds, with exponential backoff.
 *
 * @param work - Receives the number of failures so far.
 * @throws The last failure, once the signal is aborted or when another attempt cannot help.
 */
export async function retry<Result>(
	work: (failures: number) => Promise<Result>,
	{ limits, signal, shouldRetry, streak }: RetryOptions,
): Promise<Result> {
	const backoff = new Backoff(limits);
	for (;;) {
		try {
			const result = await work(backoff.failures);
			streak?.recovered();
			return result;
		} catch (error) {
			if (signal.aborted || shouldRetry?.(error) === false) throw error;
			streak?.failed(error);
			await backoff.wait(signal);
		}
	}
}
