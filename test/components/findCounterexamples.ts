/** Checks a random input: returns it if it breaks the promise, else null. */
export type RandomCheck = (random: () => number) => string | null;

/** The inputs, of so many for each promise, that break it. */
export function findCounterexamples(
	promises: Readonly<Record<string, RandomCheck>>,
	random: () => number,
	times: number,
): readonly string[] {
	return Object.entries(promises).flatMap(([promise, check]) => {
		const found = Array.from({ length: times }, () => check(random));
		return found.filter((input) => input !== null).map((input) => `${promise}, but not for ${input}`);
	});
}
