import * as v from "valibot";
import { numberSchema, object, openEnum, type Schema } from "./schema.ts";

/**
 * Every way in which the workspace refuses or fails. The code is stable and meant for programs;
 * the sentence beside it is meant for people.
 */
export const ERROR_CODES = [
	// What was asked for
	"invalid_argument",
	"invalid_workspace_id",
	"transcript_invalid",
	"client_id_reused",
	"prompt_empty",
	"prompt_too_long",
	"attachment_too_large",
	"attachment_not_found",
	"attachment_failed",
	"not_found",
	"option_unknown",
	"already_answered",
	"approval_closed",
	"question_closed",
	"answer_invalid",
	"turn_running",
	"prompt_closed",
	"suggestion_closed",
	"suggestion_changed",
	"queue_full",
	"storage_full",
	"storage_unavailable",
	"workspace_destroyed",
	"workspace_importing",
	"workspace_not_empty",
	"workspace_not_found",
	// Who asked
	"unauthenticated",
	"origin_not_allowed",
	"forbidden",
	"wheel_held",
	"invite_invalid",
	"invite_expired",
	"invite_used",
	"invites_full",
	"rate_limited",
	// Which versions talk
	"client_outdated",
	"server_outdated",
	// The connection between browser and actor
	"timeout",
	"connection_lost",
	"closed",
	"no_server",
	"no_provider",
	"params_failed",
	// The agent and its sandbox
	"session_not_ready",
	"session_setup_failed",
	"agent_not_installed",
	"login_required",
	"agent_failed",
	"agent_exited",
	"agent_silent",
	"sandbox_unreachable",
	"sandbox_failed",
	// Ours
	"internal",
] as const;

/** One of `ERROR_CODES`. */
export type WorkspaceErrorCode = (typeof ERROR_CODES)[number];

/** A failure as data: what an error carries over the wire and what an item keeps. */
export interface WorkspaceErrorInfo {
	/** What went wrong, for programs. */
	readonly code: WorkspaceErrorCode;
	/** What happened and why it matters, a sentence. */
	readonly message: string;
	/** What to do about it, a sentence. */
	readonly hint?: string | undefined;
	/** The agent's or server's own words, as they came. Never holds a credential. */
	readonly detail?: string | undefined;
	/** How long to wait before another attempt, in milliseconds. Absent if waiting does not help, or nobody knows. */
	readonly retryAfterMs?: number | undefined;
}

export const workspaceErrorCodeSchema: Schema<WorkspaceErrorCode> = openEnum(ERROR_CODES);

export const workspaceErrorInfoSchema: Schema<WorkspaceErrorInfo> = object<WorkspaceErrorInfo>({
	code: workspaceErrorCodeSchema,
	message: v.string(),
	hint: v.optional(v.string()),
	detail: v.optional(v.string()),
	retryAfterMs: v.optional(numberSchema),
});
