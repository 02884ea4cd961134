import type { FailureStreak } from "../log/createFailureRow.ts";
import { type BackoffLimits, backoffMs } from "../session/retryWait.ts";
import { delay } from "../session/wait.ts";

export interface RetryUntilStoredOptions {
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
