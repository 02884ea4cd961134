import type { WorkspaceErrorCode } from "./errors.ts";
import type { SessionStatus } from "./session.ts";

/** Something that went wrong, in short: what exactly stands in the timeline or in the server's log. */
export interface ErrorRecord {
	readonly code: WorkspaceErrorCode;
	/** The line of the log it stands in: `session_failed`, `flush_failed`, `turn_ended`, … */
	readonly event: string;
	/** Milliseconds since 1970. */
	readonly at: number;
}

/** What the workspace has counted since it woke. */
export interface WorkspaceCounters {
	readonly prompts: number;
	readonly turnsDone: number;
	readonly turnsFailed: number;
	readonly turnsCancelled: number;
	readonly errors: number;
	/** Updates of the agent that never reached the workspace. */
	readonly updatesLost: number;
	/** Changes that clients had missed on a connection that stood, and got by asking. */
	readonly changesMissed: number;
}

/** What an operator needs to judge a workspace. Holds no text of people or agents, and no credential. */
export interface Diagnostics {
	readonly workspaceId: string;
	readonly epoch: number;
	readonly seq: number;
	/** Since it woke, in milliseconds. */
	readonly uptimeMs: number;
	readonly session: {
		readonly agent: string;
		readonly status: SessionStatus["status"];
		/** When it came into this state, in milliseconds since 1970. */
		readonly since: number;
		/** Why it failed. */
		readonly code: WorkspaceErrorCode | null;
	};
	readonly sandboxId: string | null;
	/** Connections of clients, whether they have the workspace open or only listen. */
	readonly connections: number;
	/** People; one with two windows counts once. */
	readonly participants: number;
	/** The turn that runs. */
	readonly turnId: string | null;
	/** Prompts that wait. */
	readonly queue: number;
	readonly pendingApprovals: number;
	/** `bytes` of the whole database, `events` of the agent's raw log. */
	readonly stored: { readonly items: number; readonly events: number; readonly bytes: number };
	readonly counts: WorkspaceCounters;
	/** The last 20 faults since it woke, newest first. */
	readonly lastErrors: readonly ErrorRecord[];
	/** `package` of workspace-chat on the server, `protocol` between browser and actor. */
	readonly versions: { readonly package: string; readonly protocol: number; readonly node: string };
}
