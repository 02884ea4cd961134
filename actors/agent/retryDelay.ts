export interface RetryLimits {
	readonly retryFirstMs: number;
	readonly retryMostMs: number;
	readonly retries: number;
}

/** How long to wait after the nth failure in a row, in milliseconds; null when it is a person's turn to act. */
export function retryDelay(failures: number, limits: RetryLimits): number | null {
	if (failures > limits.retries) return null;
	return Math.min(limits.retryFirstMs * 2 ** (failures - 1), limits.retryMostMs);
}
