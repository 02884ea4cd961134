import { type RetryWaits, retryWait } from "../session/retryWait.ts";

export interface RetryLimits extends RetryWaits {
	readonly retries: number;
}

/** How long to wait after the nth failure in a row, in milliseconds; null when it is a person's turn to act. */
export function retryDelay(failures: number, limits: RetryLimits): number | null {
	if (failures > limits.retries) return null;
	return retryWait(failures, limits);
}
