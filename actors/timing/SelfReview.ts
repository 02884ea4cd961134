import type { FailureStreak } from "../log/FailureStreak.ts";
import type { BackoffLimits } from "./Backoff.ts";
import { retry } from "./retry.ts";
import { delay } from "./timeouts.ts";

/** What a review says. */
interface Verdict {
	/** Whether something has to be stored now. */
	readonly isDue: boolean;
	/** When to review again unless something changes before, in milliseconds; infinity for never. */
	readonly inMs: number;
	/** Whether the actor has to stay awake until then. */
	readonly keepsAwake: boolean;
}

interface SelfReviewDeps {
	/** Null while there is nothing to review. */
	decide(): Verdict | null;
	/** Stores what follows from a review that it makes itself: things may have changed meanwhile. */
	store(): Promise<unknown>;
	readonly streak: FailureStreak;
	readonly limits: BackoffLimits;
	/** Keeps the actor awake until the promise settles. */
	keepAwake(work: Promise<void>): void;
}

/** Something that ends by itself, when its time is over or its people have gone. It is stored until that succeeds. */
export class SelfReview {
	readonly #deps: SelfReviewDeps;
	readonly #stopping = new AbortController();
	#waiting = new AbortController();
	#isStoring = false;

	constructor(deps: SelfReviewDeps) {
		this.#deps = deps;
	}

	/** Reviews it now, and again when its time comes. Call it at the start, and whenever something changes. */
	watch(): void {
		this.#waiting.abort();
		if (this.#stopping.signal.aborted || this.#isStoring) return;
		const { decide, keepAwake } = this.#deps;
		const verdict = decide();
		if (!verdict) return;
		if (verdict.isDue) {
			keepAwake(this.#store());
			return;
		}
		if (verdict.inMs === Number.POSITIVE_INFINITY) return;
		this.#waiting = new AbortController();
		const { signal } = this.#waiting;
		const waited = delay(verdict.inMs, signal).then(() => {
			if (!signal.aborted) this.watch();
		});
		if (verdict.keepsAwake) keepAwake(waited);
	}

	/** Nothing ends by itself any more. */
	stop(): void {
		this.#stopping.abort();
		this.#waiting.abort();
	}

	async #store(): Promise<void> {
		const { store, limits, streak } = this.#deps;
		const { signal } = this.#stopping;
		this.#isStoring = true;
		const attempt = async () => {
			signal.throwIfAborted();
			await store();
		};
		// It rejects only when the workspace stops.
		await retry(attempt, { limits, signal, streak }).catch(() => undefined);
		this.#isStoring = false;
		this.watch();
	}
}
