/** The middle of some measurements: unlike the mean, it does not follow the one run that the system disturbed. */
export function median(values: readonly number[]): number {
	const sorted = values.toSorted((a, b) => a - b);
	return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
