import { INTERVALS } from "../../src/protocol/index.ts";
import { DEFAULT_MAX_PENDING_APPROVALS } from "../../src/rules/approvals.ts";
import type { RateLimits } from "../access/RateLimiter.ts";
import type { ApprovalLimits } from "../approvals/Approvals.ts";
import type { AttentionLimits } from "../attention/AttentionOutbox.ts";
import { SESSION_LIMITS, type SessionLimits } from "../limits/sessionLimits.ts";

/** Timeouts, intervals and quotas of a workspace. In milliseconds, unless stated otherwise. */
export interface WorkspaceLimits extends SessionLimits, RateLimits, ApprovalLimits, AttentionLimits {
	/**
	 * A connection without a call for this long is closed, because its client may be gone. The store calls every 4
	 * minutes; other Rivet clients reconnect by themselves.
	 */
	readonly idleConnectionTimeoutMs: number;
	/** How many connections one person may have to a workspace at once. A count; 0 is no limit. */
	readonly connectionsPerPerson: number;
	/** Timeout of an action. Turns may take longer. */
	readonly actionTimeoutMs: number;
	/** After this long with nobody connected and nothing running the actor sleeps. */
	readonly sleepAfterMs: number;
	/**
	 * After this long with nobody connected and nothing running the sandbox is paused, if its provider can do that
	 * without losing data. 0 keeps it running.
	 */
	readonly pauseSandboxAfterMs: number;
	/**
	 * After this long without use the workspace is destroyed, with its sandbox and everything stored of it. Somebody who is
	 * connected, a turn, a queued prompt and work in the background are use. 0 keeps it for ever.
	 */
	readonly destroyAfterMs: number;
	/** What the agent streams is stored at least this often. */
	readonly flushIntervalMs: number;
	/** After this long without a change the head is broadcast. */
	readonly headAfterIdleMs: number;
	/** The head is broadcast at least this often while somebody is connected. */
	readonly heartbeatIntervalMs: number;
	/** How long an agent may take to stop before it is reconnected. */
	readonly stopGraceMs: number;
	/**
	 * How long the agent may work in the background with nobody connected. Then its session is closed, and a notice says
	 * what was cut off. 0 does not wait for it.
	 */
	readonly backgroundLimitMs: number;
	/** After this long without a word of the agent outside of turns it has stopped speaking. */
	readonly backgroundQuietMs: number;
	/** The wait before a failed session is opened again; it doubles with each failure. */
	readonly retryBaseMs: number;
	/** The longest of these waits. */
	readonly retryMaxMs: number;
	/** How many failures in a row are retried before somebody has to restart the session. A count. */
	readonly maxRetries: number;
	/** What changes in the workspace is gathered for this long before it is reported to its directory. */
	readonly reportDelayMs: number;
	/**
	 * A report of a workspace that is at work, or that somebody has open, holds for this long, and is repeated after half of
	 * it. The directory looks after a workspace whose report is older.
	 */
	readonly reportLeaseMs: number;
	/** How long the response to a client id is kept, so that a repeated request has no effect. */
	readonly requestRetentionMs: number;
	/** How many entries the audit log keeps; older ones are deleted. A count. */
	readonly auditEntries: number;
	/** How long the content of an attached file is kept after it was uploaded or last sent to the agent. */
	readonly attachmentRetentionMs: number;
}

/** The limits that apply unless `limits` overrides them. */
export const DEFAULT_WORKSPACE_LIMITS: WorkspaceLimits = {
	...SESSION_LIMITS,
	actionTimeoutMs: 60_000,
	sleepAfterMs: 30_000,
	pauseSandboxAfterMs: 900_000,
	destroyAfterMs: 0,
	flushIntervalMs: 1_000,
	headAfterIdleMs: INTERVALS.headAfterIdleMs,
	heartbeatIntervalMs: INTERVALS.heartbeatMs,
	stopGraceMs: 10_000,
	backgroundLimitMs: 1_800_000,
	backgroundQuietMs: 10_000,
	retryBaseMs: 1_000,
	retryMaxMs: 60_000,
	maxRetries: 8,
	maxPendingApprovals: DEFAULT_MAX_PENDING_APPROVALS,
	policyTimeoutMs: 5_000,
	idleConnectionTimeoutMs: 600_000,
	connectionsPerPerson: 50,
	actionsPerMinute: 3_000,
	promptsPerMinute: 60,
	attachmentBytesPerMinute: 100 * 1_024 * 1_024,
	reportDelayMs: 500,
	reportLeaseMs: 60_000,
	presencePerMinute: 1_200,
	requestRetentionMs: 48 * 3_600_000,
	auditEntries: 100_000,
	attachmentRetentionMs: 24 * 3_600_000,
	attentionGraceMs: 3_000,
	escalateAfterMs: 0,
};
