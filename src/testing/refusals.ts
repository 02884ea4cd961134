import { WorkspaceError } from "../core/errors/WorkspaceError.ts";
import type { WorkspaceErrorCode } from "../protocol/index.ts";

const REFUSAL_MESSAGES = {
	not_found: "There is no such thing in this workspace.",
	option_unknown: "This is not one of the options.",
	already_answered: "Somebody has answered this already.",
	approval_closed: "This can no longer be answered: its turn is over.",
	prompt_closed: "This prompt no longer waits, so it cannot be changed.",
	queue_full: "Too many prompts wait already.",
	turn_running: "A turn is running, and this prompt was not to wait for it.",
	attachment_too_large: "This file is larger than a file may be here.",
	attachment_not_found: "A file of this prompt is not here, or not all of it.",
	invalid_argument: "This was asked in a way that makes no sense.",
	session_not_ready: "The sandbox is not there yet.",
	forbidden: "Your role does not allow this.",
} as const satisfies Partial<Record<WorkspaceErrorCode, string>>;

/** The error with which an in-memory workspace says no. */
export function actionRefusedError(code: keyof typeof REFUSAL_MESSAGES): WorkspaceError {
	return new WorkspaceError({ code, message: REFUSAL_MESSAGES[code] });
}
