import { type RateKind, rateLimitRefusal } from "../../src/rules/refusals.ts";

/** How much one person may do within a minute. 0 is no limit. */
export interface RateLimits {
	/** Actions of any kind, reading too; apart from `updatePresence`. */
	readonly actionsPerMinute: number;
	/** Prompts of one person. */
	readonly promptsPerMinute: number;
	/** Bytes of uploaded files of one person. */
	readonly attachmentBytesPerMinute: number;
	/** Calls of `updatePresence`. */
	readonly presencePerMinute: number;
}

/** For a workspace without authentication: a new name costs nothing there. */
export const NO_RATE_LIMITS: RateLimits = {
	actionsPerMinute: 0,
	promptsPerMinute: 0,
	attachmentBytesPerMinute: 0,
	presencePerMinute: 0,
};

interface RateLimiterDeps {
	readonly limits: RateLimits;
	/** A monotonic clock, in milliseconds. */
	now(): number;
}

/** A leaky bucket. */
interface Bucket {
	/** What has not drained yet, at `updatedAt`. */
	readonly level: number;
	readonly updatedAt: number;
}

const MINUTE_MS = 60_000;

/** With this many buckets, drained ones are evicted. */
const EVICT_FROM_BUCKETS = 1_000;

/**
 * Limits the rate of what each person does. Buckets drain evenly at a limit per minute, so nobody waits for a whole
 * minute. They are in memory only: they are empty after the workspace was asleep.
 */
export class RateLimiter {
	readonly #deps: RateLimiterDeps;
	readonly #buckets = new Map<string, Bucket>();

	constructor(deps: RateLimiterDeps) {
		this.#deps = deps;
	}

	/**
	 * Counts something that a person does.
	 *
	 * @param amount - More than the limit passes when the bucket is empty.
	 * @throws {Refusal} `rate_limited`, with the time to try again.
	 */
	consume(userId: string, rate: RateKind, amount = 1): void {
		const { limits, now } = this.#deps;
		const limit = limits[`${rate}PerMinute`];
		if (limit === 0) return;
		const key = `${rate} ${userId}`;
		const level = this.#levelOf(key, limit);
		const excess = level + Math.min(amount, limit) - limit;
		if (excess > 0) throw rateLimitRefusal(rate, limit, Math.ceil((excess / limit) * MINUTE_MS));
		if (this.#buckets.size >= EVICT_FROM_BUCKETS) this.#evictDrained();
		this.#buckets.set(key, { level: level + amount, updatedAt: now() });
	}

	#levelOf(key: string, limit: number): number {
		const bucket = this.#buckets.get(key);
		if (!bucket) return 0;
		return Math.max(0, bucket.level - ((this.#deps.now() - bucket.updatedAt) / MINUTE_MS) * limit);
	}

	#evictDrained(): void {
		const now = this.#deps.now();
		for (const [key, { updatedAt }] of this.#buckets) if (now - updatedAt >= 2 * MINUTE_MS) this.#buckets.delete(key);
	}
}
