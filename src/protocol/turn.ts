import * as v from "valibot";
import { type WorkspaceErrorInfo, workspaceErrorInfoSchema } from "./errors.ts";
import { type Person, personSchema } from "./participant.ts";
import { list, object, openEnum, type Schema } from "./schema.ts";
import { type Usage, usageSchema } from "./session.ts";

/** The turn that runs now. There is never more than one. */
export interface Turn {
	readonly id: string;
	readonly promptId: string;
	/** Milliseconds since 1970. */
	readonly startedAt: number;
	/** `stopping` from the moment someone pressed stop until the agent has settled. */
	readonly state: "running" | "stopping";
	/** Who pressed stop, or whose prompt the turn makes way for. */
	readonly stoppedBy?: Person | undefined;
	/** The prompt it makes way for; absent when somebody just pressed stop. */
	readonly stoppedFor?: string | undefined;
}

export const turnSchema: Schema<Turn> = object<Turn>({
	id: v.string(),
	promptId: v.string(),
	startedAt: v.number(),
	state: openEnum(["running", "stopping"]),
	stoppedBy: v.optional(personSchema),
	stoppedFor: v.optional(v.string()),
});

/** A file that a turn changed. */
export interface ChangedFile {
	readonly path: string;
	/** Lines. */
	readonly added: number;
	readonly removed: number;
}

export const changedFileSchema: Schema<ChangedFile> = object<ChangedFile>({
	path: v.string(),
	added: v.number(),
	removed: v.number(),
});

/** How a turn ended, stored with its prompt. */
export interface TurnResult {
	/** ACP's stop reason (`end_turn`, `max_tokens`, `max_turn_requests`, `refusal`, `cancelled`), null when it failed. */
	readonly stopReason: string | null;
	readonly error: WorkspaceErrorInfo | null;
	/** Milliseconds since 1970. */
	readonly endedAt: number;
	readonly durationMs: number;
	/** How much of it at least one permission waited for people. Not known of turns that older versions ran. */
	readonly waitedMs?: number | undefined;
	readonly files: readonly ChangedFile[];
	readonly toolCalls: number;
	readonly commands: number;
	readonly approvals: number;
	/** What the turn cost by itself, and how full the session's context was at its end. */
	readonly usage: Usage | null;
	/** Who stopped it. */
	readonly stoppedBy?: Person | undefined;
	/** The prompt it was stopped for. */
	readonly stoppedFor?: string | undefined;
}

export const turnResultSchema: Schema<TurnResult> = object<TurnResult>({
	stopReason: v.nullable(v.string()),
	error: v.nullable(workspaceErrorInfoSchema),
	endedAt: v.number(),
	durationMs: v.number(),
	waitedMs: v.optional(v.number()),
	files: list(changedFileSchema),
	toolCalls: v.number(),
	commands: v.number(),
	approvals: v.number(),
	usage: v.nullable(usageSchema),
	stoppedBy: v.optional(personSchema),
	stoppedFor: v.optional(v.string()),
});
