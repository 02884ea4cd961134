export interface RetryWaits {
	readonly retryFirstMs: number;
	readonly retryMostMs: number;
}

/** How long to wait after so many failures in a row, in milliseconds: twice as long after each, up to the most. */
export function retryWait(failures: number, { retryFirstMs, retryMostMs }: RetryWaits): number {
	return Math.min(retryFirstMs * 2 ** (failures - 1), retryMostMs);
}
