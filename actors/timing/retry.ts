import type { FailureStreak } from "../log/failureStreak.ts";
import { delay } from "./timeouts.ts";

export interface BackoffLimits {
	readonly retryBaseMs: number;
	readonly retryMaxMs: number;
}

/** How long to wait after so many failures in a row, in milliseconds: twice as long after each, up to the most. */
export function backoffMs(failures: number, { retryBaseMs, retryMaxMs }: BackoffLimits): number {
	return Math.min(retryBaseMs * 2 ** (failures - 1), retryMaxMs);
}

export interface RetryLimits extends BackoffLimits {
	readonly maxRetries: number;
}

/** How long to wait after the nth failure in a row, in milliseconds; null when it is a person's turn to act. */
export function nextRetryMs(failures: number, limits: RetryLimits): number | null {
	if (failures > limits.maxRetries) return null;
	return backoffMs(failures, limits);
}

interface RetryUntilStoredOptions {
	readonly limits: BackoffLimits;
	/** Ends the trying. */
	readonly signal: AbortSignal;
	/** Hears how it goes. */
	readonly streak: FailureStreak;
}

/**
 * Stores something, again and again until it is stored: the waits between double.
 *
 * @throws The last failure, once the signal is aborted.
 */
export async function retryUntilStored<Answer>(
	store: () => Promise<Answer>,
	options: RetryUntilStoredOptions,
): Promise<Answer> {
	const { limits, signal, streak } = options;
	for (let failures = 1; ; failures++) {
		try {
			const answer = await store();
			streak.recovered();
			return answer;
		} catch (error) {
			if (signal.aborted) throw error;
			streak.failed(error);
			await delay(backoffMs(failures, limits), signal);
		}
	}
}
