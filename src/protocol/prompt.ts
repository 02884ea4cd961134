import * as v from "valibot";
import { type Person, personSchema, type Role, roleSchema } from "./participant.ts";
import { numberSchema, object, openEnum, type Schema, timeSchema, wholeNumberSchema } from "./schema.ts";

/** A file that a person sent with a prompt. */
export interface Attachment {
	/** By this id another prompt can send it again. */
	readonly id: string;
	/** Safe as the name of a file: no folders, no control characters, at most 120 characters. */
	readonly name: string;
	/** Its media type. `application/octet-stream` if the browser did not say. */
	readonly mimeType: string;
	/** Bytes. */
	readonly size: number;
	/** `file:` and its path in the sandbox; `attachment:` and its id until it was written there. */
	readonly uri: string;
	/** A small version of a picture, a `data:` URL. Absent or empty where the item would be too large with it. */
	readonly thumbnail?: string | undefined;
}

export const attachmentSchema: Schema<Attachment> = object<Attachment>({
	id: v.string(),
	name: v.string(),
	mimeType: v.string(),
	size: numberSchema,
	uri: v.string(),
	thumbnail: v.optional(v.string()),
});

/** Every state of a prompt. */
export const PROMPT_STATES = ["queued", "running", "done", "failed", "cancelled", "interrupted", "withdrawn"] as const;

/**
 * `queued` waits its turn; `interrupted` was left unfinished by a crash, or given to the agent in a turn without its
 * confirmation; the others after `running` end the prompt.
 */
export type PromptState = (typeof PROMPT_STATES)[number];

/** How a prompt preempts the turn that runs: after its current step (`steer`), or at once (`interrupt`). */
export interface Preemption {
	/** `steer` lets the current step finish, `interrupt` does not. */
	readonly mode: "steer" | "interrupt";
	/** The turn that is to stop. When it is over already, or null, the prompt is only moved to the front of the queue. */
	readonly turnId: string | null;
}

export const preemptionSchema: Schema<Preemption> = object<Preemption>({
	mode: openEnum(["steer", "interrupt"]),
	turnId: v.nullable(v.string()),
});

/**
 * A queued prompt does not begin: the access of somebody who wrote it was ended, as `disconnectUser` does. It waits in its
 * place for them to be back with a role that may prompt, and others go first.
 */
export interface PromptSuspension {
	/** Who is waited for: its author, or whoever has changed its text. */
	readonly person: Person;
	/** Milliseconds since 1970. Without them until then the prompt is withdrawn. */
	readonly until: number;
}

export const promptSuspensionSchema: Schema<PromptSuspension> = object<PromptSuspension>({
	person: personSchema,
	until: timeSchema,
});

/** A queued prompt is a suggestion: it waits until somebody sends it, and others go first. */
export interface SuggestedPrompt {
	/** The least role that may send it. While somebody has the wheel, only they may. */
	readonly needs: Role;
	/** How often its text was changed. Default 0. */
	readonly revision?: number | undefined;
}

export const suggestedPromptSchema: Schema<SuggestedPrompt> = object<SuggestedPrompt>({
	needs: roleSchema,
	revision: v.optional(wholeNumberSchema),
});

/** Every reason for which somebody else than its author withdraws a queued prompt. */
export const WITHDRAWAL_REASONS = ["access_ended", "role_lowered", "declined", "removed"] as const;

/**
 * `access_ended`: the person was disconnected and did not come back. `role_lowered`: their role may not prompt any more.
 * `declined`: the person has declined it, which was a suggestion. `removed`: the person, an owner, has taken it out of the
 * queue.
 */
export type WithdrawalReason = (typeof WITHDRAWAL_REASONS)[number];

/** Why a prompt was withdrawn by the workspace itself, or by somebody else than its author. */
export interface PromptWithdrawal {
	/** What has happened. */
	readonly reason: WithdrawalReason;
	/** To whom: the prompt's author, or whoever has changed its text. With `declined` and `removed`: who has done it. */
	readonly person: Person;
	/** Why they have declined it, in their words. Absent if they gave no reason. */
	readonly explanation?: string | undefined;
}

export const promptWithdrawalSchema: Schema<PromptWithdrawal> = object<PromptWithdrawal>({
	reason: openEnum(WITHDRAWAL_REASONS),
	person: personSchema,
	explanation: v.optional(v.string()),
});
