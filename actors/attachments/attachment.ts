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
		message: `“${name}” is no longer stored.`,
		hint: "Attach the file again and resend the prompt.",
	};
}

export function attachmentNotWritten(name: string, detail?: string): WorkspaceErrorInfo {
	return {
		code: "attachment_failed",
		message: `“${name}” couldn’t be written to the sandbox.`,
		hint: "Retry. If it keeps failing, check that the sandbox is running and has free space.",
		detail,
	};
}
