/** The time, and timers. Tests replace it with one that stands still. */
export interface Clock {
	/** Milliseconds since 1970. */
	now(): number;
	/** Calls back once after `ms`. The returned function cancels that. */
	setTimer(callback: () => void, ms: number): () => void;
}

/** The machine's clock. */
export const systemClock: Clock = {
	now: () => Date.now(),
	setTimer(callback, ms) {
		const timer = setTimeout(callback, ms);
		return () => clearTimeout(timer);
	},
};

/**
 * Exponential backoff between attempts. Each wait is twice as long as the one before, up to a limit, minus up to a
 * quarter at random, so that the browsers of one workspace do not all retry at the same moment.
 */
export class Backoff {
	readonly #clock: Clock;
	readonly #firstMs: number;
	readonly #longestMs: number;
	#failures = 0;
	#cancel = () => {};

	/** @param waitsMs - The first and the longest wait, in milliseconds. */
	constructor(clock: Clock, waitsMs: readonly [first: number, longest: number]) {
		this.#clock = clock;
		[this.#firstMs, this.#longestMs] = waitsMs;
	}

	/** How many attempts have failed since the last `reset`. */
	get failures(): number {
		return this.#failures;
	}

	/** Counts a failed attempt, and calls back when it is time for the next one. Replaces a retry that still waits. */
	retry(attempt: () => void): void {
		this.#cancel();
		this.#failures += 1;
		const waitMs = Math.min(this.#firstMs * 2 ** (this.#failures - 1), this.#longestMs);
		this.#cancel = this.#clock.setTimer(attempt, waitMs * (1 - Math.random() / 4));
	}

	/** Cancels a retry that waits. The next wait stays as long as it would have been. */
	cancel(): void {
		this.#cancel();
	}

	/** An attempt succeeded, or a new series begins: cancels a retry that waits, and the next wait is the first again. */
	reset(): void {
		this.#cancel();
		this.#failures = 0;
	}
}

/** Calls back when nothing has happened for a while. */
export class InactivityTimer {
	readonly #clock: Clock;
	readonly #onInactive: () => void;
	#limitMs = 0;
	#lastActivityAt = 0;
	#cancel = () => {};

	constructor(clock: Clock, onInactive: () => void) {
		this.#clock = clock;
		this.#onInactive = onInactive;
	}

	/** When `start` or `touch` was called last, in milliseconds since 1970; 0 before the first time. */
	get lastActivityAt(): number {
		return this.#lastActivityAt;
	}

	/** Waits for `limitMs` without activity, counted from now. */
	start(limitMs: number): void {
		this.#cancel();
		this.#limitMs = limitMs;
		this.touch();
		this.#check();
	}

	/** There was activity. Sets no timer, so it is cheap enough for every event. */
	touch(): void {
		this.#lastActivityAt = this.#clock.now();
	}

	stop(): void {
		this.#cancel();
	}

	#check(): void {
		const leftMs = this.#lastActivityAt + this.#limitMs - this.#clock.now();
		if (leftMs <= 0) this.#onInactive();
		else this.#cancel = this.#clock.setTimer(() => this.#check(), leftMs);
	}
}
