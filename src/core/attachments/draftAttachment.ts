import type { WorkspaceErrorInfo } from "../../protocol/index.ts";

interface DraftAttachmentBase {
	/** What the workspace knows the file by. */
	readonly id: string;
	readonly name: string;
	readonly mimeType: string;
	/** Bytes. */
	readonly size: number;
	/** A picture's small likeness, a `data:` URL. */
	readonly thumbnail?: string | undefined;
}

/** A file that the next prompt will send. */
export type DraftAttachment =
	/** `received` bytes of it are with the workspace. */
	| (DraftAttachmentBase & { readonly status: "uploading"; readonly received: number })
	| (DraftAttachmentBase & { readonly status: "ready" })
	/** It is too large, cannot be read, or was refused. */
	| (DraftAttachmentBase & { readonly status: "failed"; readonly error: WorkspaceErrorInfo });
