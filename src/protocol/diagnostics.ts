import * as v from "valibot";
import { type WorkspaceErrorCode, workspaceErrorCodeSchema } from "./errors.ts";
import { list, numberSchema, object, openEnum, type Schema, timeSchema } from "./schema.ts";
import type { SessionStatus } from "./session.ts";

/** An error in short. The timeline or the server's log has the details. */
export interface ErrorRecord {
	/** What went wrong. */
	readonly code: WorkspaceErrorCode;
	/** The event of the log entry that has the details: `session_failed`, `flush_failed`, `turn_ended`, … */
	readonly event: string;
	/** Milliseconds since 1970. */
	readonly at: number;
}

export const errorRecordSchema: Schema<ErrorRecord> = object<ErrorRecord>({
	code: workspaceErrorCodeSchema,
	event: v.string(),
	at: timeSchema,
});

/** What the workspace has counted since it woke. */
export interface WorkspaceCounters {
	/** Prompts that were stored. */
	readonly prompts: number;
	/** Turns that ended by themselves. */
	readonly turnsDone: number;
	/** Turns that ended with an error. */
	readonly turnsFailed: number;
	/** Turns that were stopped. */
	readonly turnsCancelled: number;
	/** Errors, of which the last ones are in `lastErrors`. */
	readonly errors: number;
	/** Updates of the agent that never reached the workspace. */
	readonly updatesLost: number;
	/** Changes that clients missed on an open connection, and received by `sync`. */
	readonly changesMissed: number;
}

export const workspaceCountersSchema: Schema<WorkspaceCounters> = object<WorkspaceCounters>({
	prompts: numberSchema,
	turnsDone: numberSchema,
	turnsFailed: numberSchema,
	turnsCancelled: numberSchema,
	errors: numberSchema,
	updatesLost: numberSchema,
	changesMissed: numberSchema,
});

/** What an operator needs to judge a workspace. Holds no text of people or agents, and no credential. */
export interface Diagnostics {
	/** The actor key. */
	readonly workspaceId: string;
	/** Grows each time the actor starts. */
	readonly epoch: number;
	/** The number of the last change. */
	readonly seq: number;
	/** Since it woke, in milliseconds. */
	readonly uptimeMs: number;
	/** The session with the agent. */
	readonly session: {
		readonly agent: string;
		readonly status: SessionStatus["status"];
		/** When it entered this state, in milliseconds since 1970. */
		readonly since: number;
		/** Why it failed. */
		readonly code: WorkspaceErrorCode | null;
	};
	/** The id at the provider of sandboxes; null without one. */
	readonly sandboxId: string | null;
	/** Connections of clients, including those that never called `sync`. */
	readonly connections: number;
	/** People; one with two windows counts once. */
	readonly participants: number;
	/** The turn that runs. */
	readonly turnId: string | null;
	/** Prompts that wait. */
	readonly queue: number;
	/** Permission requests that wait for an answer. */
	readonly pendingApprovals: number;
	/** `bytes` of the whole database, `events` of the agent's raw log. */
	readonly stored: { readonly items: number; readonly events: number; readonly bytes: number };
	/** What happened since it woke. */
	readonly counts: WorkspaceCounters;
	/** The last 20 errors since it woke, newest first. */
	readonly lastErrors: readonly ErrorRecord[];
	/** `package` of workspace-chat on the server, `protocol` between browser and actor. */
	readonly versions: { readonly package: string; readonly protocol: number; readonly node: string };
}

export const diagnosticsSchema: Schema<Diagnostics> = object<Diagnostics>({
	workspaceId: v.string(),
	epoch: numberSchema,
	seq: numberSchema,
	uptimeMs: numberSchema,
	session: object<Diagnostics["session"]>({
		agent: v.string(),
		status: openEnum<SessionStatus["status"]>(["offline", "starting", "ready", "restoring", "failed"]),
		since: timeSchema,
		code: v.nullable(workspaceErrorCodeSchema),
	}),
	sandboxId: v.nullable(v.string()),
	connections: numberSchema,
	participants: numberSchema,
	turnId: v.nullable(v.string()),
	queue: numberSchema,
	pendingApprovals: numberSchema,
	stored: object<Diagnostics["stored"]>({ items: numberSchema, events: numberSchema, bytes: numberSchema }),
	counts: workspaceCountersSchema,
	lastErrors: list(errorRecordSchema),
	versions: object<Diagnostics["versions"]>({ package: v.string(), protocol: numberSchema, node: v.string() }),
});
