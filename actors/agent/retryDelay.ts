import { type BackoffLimits, backoffMs } from "../session/retryWait.ts";

export interface RetryLimits extends BackoffLimits {
	readonly maxRetries: number;
}

/** How long to wait after the nth failure in a row, in milliseconds; null when it is a person's turn to act. */
export function nextRetryMs(failures: number, limits: RetryLimits): number | null {
	if (failures > limits.maxRetries) return null;
	return backoffMs(failures, limits);
}
