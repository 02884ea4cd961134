import type { WorkspaceErrorCode } from "../../protocol/index.ts";
import { WorkspaceError } from "../WorkspaceError.ts";

const SENTENCES = {
	not_found: "There is no such thing in this workspace.",
	option_unknown: "This is not one of the options.",
	already_answered: "Somebody has answered this already.",
	approval_closed: "This can no longer be answered: its turn is over.",
	turn_running: "A turn is running, and this prompt was not to wait for it.",
	forbidden: "Your role does not allow this.",
} as const satisfies Partial<Record<WorkspaceErrorCode, string>>;

/** The error with which an in-memory workspace says no. */
export function refuseAction(code: keyof typeof SENTENCES): WorkspaceError {
	return new WorkspaceError({ code, message: SENTENCES[code] });
}
