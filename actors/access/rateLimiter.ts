import type { UserError } from "rivetkit";
import { refusal } from "../errors/refusal.ts";

const RATE_NAMES: Readonly<Record<RateKind, string>> = {
	actions: "actions",
	prompts: "prompts",
	attachmentBytes: "bytes of attachments",
};

function rateLimitRefusal(rate: RateKind, limit: number, retryAfterMs: number): UserError {
	const seconds = Math.max(1, Math.ceil(retryAfterMs / 1_000));
	return refusal(
		{
			code: "rate_limited",
			message: `One person may send ${limit.toLocaleString("en")} ${RATE_NAMES[rate]} a minute here, and this was more, so it was not taken.`,
			hint: `Try again in ${seconds} s.`,
		},
		{ retryAfterMs },
	);
}

/** How much one person may do within a minute. 0 is no limit. */
export interface RateLimits {
	/** Actions of any kind, reading too. */
	readonly actionsPerMinute: number;
	readonly promptsPerMinute: number;
	readonly attachmentBytesPerMinute: number;
}

/** For an open workspace: it knows nobody, so a name costs nothing. */
export const NO_RATE_LIMITS: RateLimits = { actionsPerMinute: 0, promptsPerMinute: 0, attachmentBytesPerMinute: 0 };

type RateKind = "actions" | "prompts" | "attachmentBytes";

/** Counts what each person does, in memory: a workspace that was asleep has forgotten it. */
export interface RateLimiter {
	/**
	 * @param amount - More than the limit of a minute passes when nothing was taken before.
	 * @throws `rate_limited`, which says when to try again.
	 */
	consume(userId: string, rate: RateKind, amount?: number): void;
}

interface RateLimiterOptions {
	readonly limits: RateLimits;
	/** Milliseconds; only differences count. */
	now(): number;
}

interface Bucket {
	/** What was taken and has not run off yet. */
	readonly level: number;
	readonly updatedAt: number;
}

const MINUTE_MS = 60_000;

/** From so many accounts on, those that have run off are let go of. */
const EVICT_FROM_BUCKETS = 1_000;

/** What is taken runs off evenly, a limit's worth a minute, so nobody who waits has to wait for a whole one. */
export function createRateLimiter({ limits, now }: RateLimiterOptions): RateLimiter {
	const accounts = new Map<string, Bucket>();

	function leftOf(account: Bucket | undefined, limit: number): number {
		if (!account) return 0;
		return Math.max(0, account.level - ((now() - account.updatedAt) / MINUTE_MS) * limit);
	}

	function forgetRunOff(): void {
		const time = now();
		for (const [key, { updatedAt }] of accounts) if (time - updatedAt >= 2 * MINUTE_MS) accounts.delete(key);
	}

	return {
		consume(userId, rate, amount = 1) {
			const limit = limits[`${rate}PerMinute`];
			if (limit === 0) return;
			const key = `${rate} ${userId}`;
			const taken = leftOf(accounts.get(key), limit);
			const over = taken + Math.min(amount, limit) - limit;
			if (over > 0) throw rateLimitRefusal(rate, limit, Math.ceil((over / limit) * MINUTE_MS));
			if (accounts.size >= EVICT_FROM_BUCKETS) forgetRunOff();
			accounts.set(key, { level: taken + amount, updatedAt: now() });
		},
	};
}
