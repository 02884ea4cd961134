import type { Attachment, WhenBusy, WorkspaceErrorInfo } from "../protocol/index.ts";

interface PendingPromptBase {
	/** By this id the prompt is found again in the timeline, and is never run twice. */
	readonly clientId: string;
	readonly text: string;
	readonly attachments?: readonly Attachment[] | undefined;
	/** Milliseconds since 1970, by the browser's clock. */
	readonly createdAt: number;
	readonly whenBusy?: WhenBusy | undefined;
	/** The turn that its person saw when they sent it, for one that may stop it. */
	readonly turnId?: string | null | undefined;
}

/** A prompt on its way to the workspace. It leaves the outbox when it shows up in the timeline or the queue. */
export type PendingPrompt =
	| (PendingPromptBase & { readonly status: "sending"; readonly error: null })
	/** The workspace would not take it, or could not be reached. `retry` sends it again, `discard` lets it go. */
	| (PendingPromptBase & { readonly status: "failed"; readonly error: WorkspaceErrorInfo });
