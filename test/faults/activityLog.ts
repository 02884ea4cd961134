import type { WorkspaceErrorCode } from "../../src/protocol/index.ts";

/** A prompt that a person has sent. No two have the same text. */
export interface SentPrompt {
	readonly userId: string;
	readonly text: string;
}

/** A prompt that the workspace accepted. */
export interface AcceptedPrompt extends SentPrompt {
	readonly promptId: string;
}

/** An answer that the workspace accepted. */
export interface AcceptedAnswer {
	readonly userId: string;
	readonly approvalId: string;
	readonly optionId: string;
}

/** What people did while faults were injected, as reported by their stores. */
export interface ActivityLog {
	readonly sent: SentPrompt[];
	readonly accepted: AcceptedPrompt[];
	readonly answers: AcceptedAnswer[];
	/** Why an action was refused that should have been accepted. */
	readonly refusals: WorkspaceErrorCode[];
}

export function emptyActivityLog(): ActivityLog {
	return { sent: [], accepted: [], answers: [], refusals: [] };
}
