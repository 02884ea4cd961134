import { INTERVALS } from "../../src/protocol/index.ts";
import type { RateLimits } from "../access/createRateLimiter.ts";
import { SESSION_LIMITS, type SessionLimits } from "../session/sessionLimits.ts";

/** How long things take at most, and how often they happen, in milliseconds where nothing else is said. */
export interface WorkspaceLimits extends SessionLimits, RateLimits {
	/**
	 * A connection over which nothing was asked for so long is closed: its client may have gone without a word. The store
	 * asks every 4 minutes; any other client of Rivet connects anew by itself.
	 */
	readonly silentConnectionMs: number;
	/** How often one person may have a workspace open at once. A count; 0 is no limit. */
	readonly connectionsPerPerson: number;
	/** Until an action that has not answered is given up. Turns are not bound by it. */
	readonly actionMs: number;
	/** After this long with nobody there and nothing running the actor sleeps. */
	readonly sleepAfterMs: number;
	/**
	 * After this long with nobody there and nothing running the sandbox is paused, where its provider can do that
	 * without losing what is in it. 0 leaves it running.
	 */
	readonly restSandboxAfterMs: number;
	/** What the agent streams is stored at least this often. */
	readonly flushMs: number;
	/** After this much quiet the head is told. */
	readonly headAfterQuietMs: number;
	/** The head is told at least this often while somebody is connected. */
	readonly heartbeatMs: number;
	/** How long an agent may take to stop before its connection is replaced. */
	readonly cancelGraceMs: number;
	/** The wait before a failed session is tried again; it doubles each time. */
	readonly retryFirstMs: number;
	readonly retryMostMs: number;
	/** How often a failed session is tried again before the workspace waits for a person. A count. */
	readonly retries: number;
	/** How many permissions may wait at once; what an agent asks beyond is cancelled. A count. */
	readonly pendingApprovals: number;
	/** How long the policy for approvals may take, before people are asked. */
	readonly policyMs: number;
	/** How long the answer to a client id is kept. */
	readonly keepRequestsMs: number;
	/** How long the bytes of an attached file are kept after they came, or were last sent to the agent. */
	readonly keepAttachmentsMs: number;
}

/** What applies where `limits` says nothing else. */
export const WORKSPACE_LIMITS: WorkspaceLimits = {
	...SESSION_LIMITS,
	actionMs: 60_000,
	sleepAfterMs: 30_000,
	restSandboxAfterMs: 900_000,
	flushMs: 250,
	headAfterQuietMs: INTERVALS.headAfterQuiet,
	heartbeatMs: INTERVALS.heartbeat,
	cancelGraceMs: 10_000,
	retryFirstMs: 1_000,
	retryMostMs: 60_000,
	retries: 8,
	pendingApprovals: 100,
	policyMs: 5_000,
	silentConnectionMs: 600_000,
	connectionsPerPerson: 50,
	actionsPerMinute: 3_000,
	promptsPerMinute: 60,
	attachmentBytesPerMinute: 100 * 1_024 * 1_024,
	keepRequestsMs: 48 * 3_600_000,
	keepAttachmentsMs: 24 * 3_600_000,
};
