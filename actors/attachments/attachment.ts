import type { Attachment, WorkspaceErrorInfo } from "../../src/protocol/index.ts";
import type { StoredAttachment } from "../database/attachmentTable.ts";
import { toFileUri } from "../files/paths.ts";

/** A stored file as clients see it. */
export function toAttachment({ id, name, mimeType, size, path, thumbnail }: StoredAttachment): Attachment {
	const uri = path === null ? `attachment:${id}` : toFileUri(path);
	return { id, name, mimeType, size, uri, ...(thumbnail !== null && { thumbnail }) };
}

/** The stored bytes have expired, and the copy in the sandbox is gone too. */
export function attachmentDropped(name: string): WorkspaceErrorInfo {
	return {
		code: "attachment_failed",
		message: `"${name}" is no longer stored here, so it could not be given to the agent.`,
		hint: "Attach the file again and send the prompt once more.",
	};
}

export function attachmentNotWritten(name: string, detail?: string): WorkspaceErrorInfo {
	return {
		code: "attachment_failed",
		message: `"${name}" could not be written into the sandbox, so the agent was not asked.`,
		hint: "Run the prompt again. If it keeps failing, check whether the sandbox is running and has free space.",
		detail,
	};
}
