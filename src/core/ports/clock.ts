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
