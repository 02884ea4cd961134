import * as v from "valibot";
import { type WorkspaceErrorInfo, workspaceErrorInfoSchema } from "./errors.ts";
import { type Person, personSchema } from "./participant.ts";
import { list, numberSchema, object, openEnum, type Schema, timeSchema } from "./schema.ts";
import { type Usage, usageSchema } from "./session.ts";

/** The turn that runs now. There is never more than one. */
export interface Turn {
	/** `turnId` of its items. */
	readonly id: string;
	/** The prompt that it runs. */
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
	startedAt: timeSchema,
	state: openEnum(["running", "stopping"]),
	stoppedBy: v.optional(personSchema),
	stoppedFor: v.optional(v.string()),
});

/** Every choice of what a prompt does while a turn runs. */
export const WHEN_BUSY = ["queue", "refuse", "steer", "interrupt"] as const;

/**
 * What a prompt does while a turn runs. `queue`: it waits its turn. `refuse`: it is refused with `turn_running`.
 * `steer`: the turn stops after its current step (no tool call open, no permission pending; at once when there is none)
 * and the agent goes on with this prompt. `interrupt`: the turn stops now and this prompt runs next.
 */
export type WhenBusy = (typeof WHEN_BUSY)[number];

export const whenBusySchema: Schema<WhenBusy> = openEnum(WHEN_BUSY);

/** A file that a turn changed. */
export interface ChangedFile {
	/** As the agent reports it, usually absolute. */
	readonly path: string;
	/** Lines. */
	readonly added: number;
	/** Lines. */
	readonly removed: number;
	/** Whether the turn deleted it. Not known of turns that older versions ran. */
	readonly deleted?: boolean | undefined;
}

export const changedFileSchema: Schema<ChangedFile> = object<ChangedFile>({
	path: v.string(),
	added: numberSchema,
	removed: numberSchema,
	deleted: v.optional(v.boolean()),
});

/** How a turn ended, stored with its prompt. */
export interface TurnResult {
	/** ACP's stop reason (`end_turn`, `max_tokens`, `max_turn_requests`, `refusal`, `cancelled`), null when it failed. */
	readonly stopReason: string | null;
	/** Why it failed; null unless it did. */
	readonly error: WorkspaceErrorInfo | null;
	/** Milliseconds since 1970. */
	readonly endedAt: number;
	/** From its start to its end, in milliseconds. */
	readonly durationMs: number;
	/** How much of it at least one permission waited for people. Not known of turns that older versions ran. */
	readonly waitedMs?: number | undefined;
	/** The files it changed. */
	readonly files: readonly ChangedFile[];
	/** How many tool calls it made. */
	readonly toolCalls: number;
	/** How many of them ran a command. */
	readonly commands: number;
	/** How many permissions the agent requested. */
	readonly approvals: number;
	/** What the turn cost and used by itself, and how full the session's context was at its end. */
	readonly usage: Usage | null;
	/** Who stopped it. */
	readonly stoppedBy?: Person | undefined;
	/** The prompt it was stopped for. */
	readonly stoppedFor?: string | undefined;
}

export const turnResultSchema: Schema<TurnResult> = object<TurnResult>({
	stopReason: v.nullable(v.string()),
	error: v.nullable(workspaceErrorInfoSchema),
	endedAt: timeSchema,
	durationMs: numberSchema,
	waitedMs: v.optional(numberSchema),
	files: list(changedFileSchema),
	toolCalls: numberSchema,
	commands: numberSchema,
	approvals: numberSchema,
	usage: v.nullable(usageSchema),
	stoppedBy: v.optional(personSchema),
	stoppedFor: v.optional(v.string()),
});
