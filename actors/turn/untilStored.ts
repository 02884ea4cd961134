import type { FailureRow } from "../log/createFailureRow.ts";
import { type RetryWaits, retryWait } from "../session/retryWait.ts";
import { wait } from "../session/wait.ts";

export interface UntilStoredOptions {
	readonly limits: RetryWaits;
	/** Ends the trying. */
	readonly signal: AbortSignal;
	/** Hears how it goes. */
	readonly row: FailureRow;
}

/**
 * Stores something, again and again until it is stored: the waits between double.
 *
 * @throws The last failure, once the signal is aborted.
 */
export async function untilStored<Answer>(store: () => Promise<Answer>, options: UntilStoredOptions): Promise<Answer> {
	const { limits, signal, row } = options;
	for (let failures = 1; ; failures++) {
		try {
			const answer = await store();
			row.ended();
			return answer;
		} catch (error) {
			if (signal.aborted) throw error;
			row.failed(error);
			await wait(retryWait(failures, limits), signal);
		}
	}
}
