export interface BackoffLimits {
	readonly retryBaseMs: number;
	readonly retryMaxMs: number;
}

/** How long to wait after so many failures in a row, in milliseconds: twice as long after each, up to the most. */
export function backoffMs(failures: number, { retryBaseMs, retryMaxMs }: BackoffLimits): number {
	return Math.min(retryBaseMs * 2 ** (failures - 1), retryMaxMs);
}
