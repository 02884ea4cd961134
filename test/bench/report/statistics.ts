/**
 * The value below which a share of the measurements lies, by the nearest rank: always one of them. NaN if there are none.
 *
 * @param share - From 0 to 1.
 */
export function percentile(values: readonly number[], share: number): number {
	const sorted = values.toSorted((a, b) => a - b);
	const rank = Math.max(1, Math.ceil(share * sorted.length));
	return sorted[rank - 1] ?? Number.NaN;
}

/** Unlike the mean, it is not affected by one disturbed run. */
export const median = (values: readonly number[]): number => percentile(values, 0.5);

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
