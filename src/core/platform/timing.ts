/** The time, and what happens later. */
export interface Clock {
	/** Milliseconds since 1970. */
	now(): number;
	/** Calls back once after `ms`. The function it returns calls it off. */
	setTimer(callback: () => void, ms: number): () => void;
}

/** The clock of the machine. */
export const systemClock: Clock = {
	now: () => Date.now(),
	setTimer(callback, ms) {
		const timer = setTimeout(callback, ms);
		return () => clearTimeout(timer);
	},
};

/**
 * How long to wait after so many failures in a row: twice as long each time, and up to a quarter less by chance, so
 * that the browsers of one workspace do not all come back in the same moment.
 */
export function backoffDelay(failures: number, [first, last]: readonly [number, number]): number {
	if (failures <= 0) return 0;
	return Math.min(first * 2 ** (failures - 1), last) * (1 - Math.random() / 4);
}
