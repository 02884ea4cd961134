import { INTERVALS } from "../../protocol/index.ts";

/** How long the store waits, in milliseconds, and how often it tries. */
export interface StoreLimits {
	/** The deadline of an action. */
	readonly actionTimeoutMs: number;
	/** How long a new connection may take to open before it is replaced. */
	readonly openTimeoutMs: number;
	/** How long the first connection after one that worked may take to open. It doubles with each attempt, up to `openTimeoutMs`. */
	readonly reopenTimeoutMs: number;
	/** How long a connection may take to respond after the machine's network has changed. */
	readonly probeTimeoutMs: number;
	/** The same while the machine says that it has no network. */
	readonly offlineProbeTimeoutMs: number;
	/** How often an action is sent at most, under one client id. */
	readonly maxAttempts: number;
	/** A connection that is silent for this long counts as dead. */
	readonly silenceTimeoutMs: number;
	/** After this long without an action one is called, so that the workspace knows that somebody is there. */
	readonly keepAliveMs: number;
	/** How long before the end of this person's access a new connection is opened, at most half of the time left. */
	readonly renewalLeadMs: number;
	/** The shortest time between two syncs. */
	readonly syncSpacingMs: number;
	/** Waits after failures double from the first to the last of these. */
	readonly backoffMs: readonly [first: number, last: number];
	/** How long an accepted prompt may need to show up in the timeline. */
	readonly promptEchoTimeoutMs: number;
	/** Items in the first window and in each older page. */
	readonly pageSize: number;
	/** A prompt from before a reload that is older than this is not sent again on its own. */
	readonly outboxMaxAgeMs: number;
}

export const DEFAULT_STORE_LIMITS: StoreLimits = {
	actionTimeoutMs: 10_000,
	// The engine may fail to report that an actor has started; the next connection finds it running.
	openTimeoutMs: 10_000,
	// While a workspace moves to another server, a connection may be opened to the one that it leaves, and never opens.
	reopenTimeoutMs: 2_500,
	probeTimeoutMs: 3_000,
	offlineProbeTimeoutMs: 1_500,
	maxAttempts: 4,
	silenceTimeoutMs: 2 * INTERVALS.heartbeatMs,
	keepAliveMs: INTERVALS.keepAliveMs,
	renewalLeadMs: 30_000,
	syncSpacingMs: 100,
	backoffMs: [250, 15_000],
	promptEchoTimeoutMs: 4 * INTERVALS.headAfterIdleMs,
	pageSize: 50,
	// Half of the 48 hours for which the workspace remembers a client id: after them a repeat would be a second prompt.
	outboxMaxAgeMs: 24 * 60 * 60 * 1000,
};
