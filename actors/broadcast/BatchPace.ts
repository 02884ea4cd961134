/** An engine that keeps up with anybody keeps up with so many. */
const FEW_CONNECTIONS = 20;

/**
 * How long changes are collected at least before they are sent, in milliseconds. A broadcast's cost grows with the
 * number of connections and hardly with its size, so many connections get fewer and larger batches.
 */
function shortestIntervalMs(connections: number): number {
	if (connections <= FEW_CONNECTIONS) return 16;
	if (connections <= 100) return 33;
	return 66;
}

const LONGEST_INTERVAL_MS = 528;

/**
 * A commit that takes so much longer than twice the fastest means that the engine is late. One with time to spare answers
 * after 2 to 10 ms, or 50 when a broadcast went before (docs/upstream.md); with a database far away after more.
 */
const LATE_MS = 100;

/** Whatever the fastest commit took, one of half a second and more is late. */
const MAX_FASTEST_MS = 200;

/** A fastest commit of long ago says less and less. */
const FASTEST_GROWTH = 1.02;

/** So many commits in a row have to be in time before the interval is shortened: a little shorter may be too short. */
const CALM_COMMITS = 3;

/** Batches with a longer pause between them are no stream. */
const PAUSE_MS = 1_000;

/** A commit behind so many batches of a stream is late if the engine cannot keep up with them. */
const TELLING_BATCHES = 3;

/** What was measured so long ago says nothing about the engine now. */
const FORGET_AFTER_MS = 5_000;

interface BatchPaceDeps {
	connections(): number;
}

/**
 * The interval of the batches. It follows how late the engine is: broadcasts and commits share one way, so the time that
 * a commit takes is about the time that a batch takes. An engine that falls behind never catches up by itself: each
 * batch to each client costs it the same, whatever is in it. So while it is late the interval doubles, and while it is
 * not the interval halves again.
 */
export class BatchPace {
	readonly #deps: BatchPaceDeps;
	/** When the commits that are not answered yet began. */
	readonly #pending = new Set<{ readonly startedAt: number }>();
	/** A power of two, by which the shortest interval is multiplied. */
	#factor = 1;
	#lengthenedAt = Number.NEGATIVE_INFINITY;
	#answeredAt = 0;
	#fastestMs = MAX_FASTEST_MS;
	#calmCommits = 0;
	#sentAt = Number.NEGATIVE_INFINITY;
	/** Of the stream. */
	#batches = 0;
	#needsCommit = false;

	constructor(deps: BatchPaceDeps) {
		this.#deps = deps;
	}

	/** A commit begins. Call what is returned when it is answered. */
	startCommit(): () => void {
		const startedAt = performance.now();
		if (this.#pending.size === 0 && startedAt - this.#answeredAt > FORGET_AFTER_MS) this.#factor = 1;
		this.#needsCommit = false;
		const commit = { startedAt };
		this.#pending.add(commit);
		return () => {
			this.#pending.delete(commit);
			this.#answeredAt = performance.now();
			const tookMs = this.#answeredAt - startedAt;
			this.#fastestMs = Math.min(tookMs, FASTEST_GROWTH * this.#fastestMs, MAX_FASTEST_MS);
			if (this.#isLate(tookMs)) this.#lengthen();
			else this.#shorten();
		};
	}

	/** How long changes are collected now, in milliseconds. Rivet counts the connections one by one: ask once a batch. */
	intervalMs(): number {
		const now = performance.now();
		// A commit that is not answered for so long is late already.
		if ([...this.#pending].some(({ startedAt }) => this.#isLate(now - startedAt))) this.#lengthen();
		return this.#interval();
	}

	/** A batch is sent. */
	recordBatch(): void {
		const now = performance.now();
		if (now - this.#sentAt > PAUSE_MS) this.#batches = 0;
		this.#sentAt = now;
		this.#batches += 1;
		if (this.#batches === TELLING_BATCHES) this.#needsCommit = this.#deps.connections() > FEW_CONNECTIONS;
	}

	/**
	 * Whether a commit is wanted now because of what it says. A stream is stored a second after it has begun, and by then
	 * an engine with many connections may be seconds behind.
	 */
	needsCommit(): boolean {
		return this.#needsCommit;
	}

	#isLate(tookMs: number): boolean {
		return tookMs > LATE_MS + 2 * this.#fastestMs;
	}

	#interval(): number {
		return Math.min(this.#factor * shortestIntervalMs(this.#deps.connections()), LONGEST_INTERVAL_MS);
	}

	/** At most once in an interval: the longer one has an effect before the next step. */
	#lengthen(): void {
		this.#calmCommits = 0;
		const now = performance.now();
		const interval = this.#interval();
		if (interval === LONGEST_INTERVAL_MS || now - this.#lengthenedAt < Math.max(interval, LATE_MS)) return;
		this.#lengthenedAt = now;
		this.#factor *= 2;
	}

	#shorten(): void {
		this.#calmCommits += 1;
		if (this.#calmCommits < CALM_COMMITS) return;
		this.#calmCommits = 0;
		this.#factor = Math.max(this.#factor / 2, 1);
	}
}
