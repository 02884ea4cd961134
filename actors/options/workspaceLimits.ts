import { INTERVALS } from "../../src/protocol/index.ts";
import type { RateLimits } from "../access/rateLimiter.ts";
import { SESSION_LIMITS, type SessionLimits } from "../limits/sessionLimits.ts";

/** How long things take at most, and how often they happen, in milliseconds where nothing else is said. */
export interface WorkspaceLimits extends SessionLimits, RateLimits {
	/**
	 * A connection over which nothing was asked for so long is closed: its client may have gone without a word. The store
	 * asks every 4 minutes; any other client of Rivet connects anew by itself.
	 */
	readonly idleConnectionTimeoutMs: number;
	/** How often one person may have a workspace open at once. A count; 0 is no limit. */
	readonly connectionsPerPerson: number;
	/** Until an action that has not answered is given up. Turns are not bound by it. */
	readonly actionTimeoutMs: number;
	/** After this long with nobody there and nothing running the actor sleeps. */
	readonly sleepAfterMs: number;
	/**
	 * After this long with nobody there and nothing running the sandbox is paused, where its provider can do that
	 * without losing what is in it. 0 leaves it running.
	 */
	readonly pauseSandboxAfterMs: number;
	/** What the agent streams is stored at least this often. */
	readonly flushIntervalMs: number;
	/** After this much quiet the head is told. */
	readonly headAfterIdleMs: number;
	/** The head is told at least this often while somebody is connected. */
	readonly heartbeatIntervalMs: number;
	/** How long an agent may take to stop before its connection is replaced. */
	readonly stopGraceMs: number;
	/** The wait before a failed session is tried again; it doubles each time. */
	readonly retryBaseMs: number;
	readonly retryMaxMs: number;
	/** How often a failed session is tried again before the workspace waits for a person. A count. */
	readonly maxRetries: number;
	/** How many permissions may wait at once; what an agent asks beyond is cancelled. A count. */
	readonly maxPendingApprovals: number;
	/** How long the policy for approvals may take, before people are asked. */
	readonly policyTimeoutMs: number;
	/** How long the answer to a client id is kept. */
	readonly requestRetentionMs: number;
	/** How long the bytes of an attached file are kept after they came, or were last sent to the agent. */
	readonly attachmentRetentionMs: number;
}

/** What applies where `limits` says nothing else. */
export const DEFAULT_WORKSPACE_LIMITS: WorkspaceLimits = {
	...SESSION_LIMITS,
	actionTimeoutMs: 60_000,
	sleepAfterMs: 30_000,
	pauseSandboxAfterMs: 900_000,
	flushIntervalMs: 250,
	headAfterIdleMs: INTERVALS.headAfterIdleMs,
	heartbeatIntervalMs: INTERVALS.heartbeatMs,
	stopGraceMs: 10_000,
	retryBaseMs: 1_000,
	retryMaxMs: 60_000,
	maxRetries: 8,
	maxPendingApprovals: 100,
	policyTimeoutMs: 5_000,
	idleConnectionTimeoutMs: 600_000,
	connectionsPerPerson: 50,
	actionsPerMinute: 3_000,
	promptsPerMinute: 60,
	attachmentBytesPerMinute: 100 * 1_024 * 1_024,
	requestRetentionMs: 48 * 3_600_000,
	attachmentRetentionMs: 24 * 3_600_000,
};
