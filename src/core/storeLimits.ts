import { INTERVALS } from "../protocol/index.ts";

/** How long the store waits, in milliseconds, and how often it tries. */
export interface StoreLimits {
	/** The deadline of an action. */
	readonly actionTimeoutMs: number;
	/** How long a connection may take to show that it lives when the machine's network has changed. */
	readonly probeMs: number;
	/** How long it may take when the machine says that it has no network. */
	readonly offlineProbeMs: number;
	/** How often an action is sent at most, under one client id. */
	readonly attempts: number;
	/** After so much silence the connection counts as dead. */
	readonly silenceMs: number;
	/** After so long without an action one is called, so that the workspace knows that somebody is there. */
	readonly signOfLifeMs: number;
	/** Between two syncs that follow each other. */
	readonly syncSpacingMs: number;
	/** Waits after failures double from the first to the last of these. */
	readonly backoffMs: readonly [first: number, last: number];
	/** How long a prompt that was taken may need to show up in the timeline. */
	readonly settleMs: number;
	/** Items in the first window and in each older page. */
	readonly windowItems: number;
	/** A prompt from before a reload that is older than this is not sent again by itself. */
	readonly outboxAgeMs: number;
}

export const STORE_LIMITS: StoreLimits = {
	actionTimeoutMs: 10_000,
	probeMs: 3_000,
	offlineProbeMs: 1_500,
	attempts: 4,
	silenceMs: 2 * INTERVALS.heartbeat,
	signOfLifeMs: INTERVALS.signOfLife,
	syncSpacingMs: 100,
	backoffMs: [250, 15_000],
	settleMs: 4 * INTERVALS.headAfterQuiet,
	windowItems: 50,
	// The workspace knows a client id for a day; after that a repeat would be a second prompt.
	outboxAgeMs: 24 * 60 * 60 * 1000,
};
