import type { WorkspaceErrorCode } from "../../src/protocol/index.ts";

/** A prompt that a person has sent. No two have the same text. */
export interface SentPrompt {
	readonly userId: string;
	readonly text: string;
}

/** A prompt that the workspace gave a receipt for. */
export interface AcceptedPrompt extends SentPrompt {
	readonly promptId: string;
}

/** An answer that the workspace has taken. */
export interface AcceptedAnswer {
	readonly userId: string;
	readonly approvalId: string;
	readonly optionId: string;
}

/** What people did while things broke, as their stores told them. */
export interface Deeds {
	readonly sent: SentPrompt[];
	readonly accepted: AcceptedPrompt[];
	readonly answers: AcceptedAnswer[];
	/** Why an act was refused that had to be taken. */
	readonly refusals: WorkspaceErrorCode[];
}

export function noDeeds(): Deeds {
	return { sent: [], accepted: [], answers: [], refusals: [] };
}
