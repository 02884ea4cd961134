import { type Attachment, LIMITS, type WorkspaceErrorInfo } from "../../src/protocol/index.ts";
import type { StoredAttachment } from "../database/attachmentTable.ts";
import { toFileUri } from "../files/paths.ts";

/** A stored file as clients see it. */
export function toAttachment({ id, name, mimeType, size, path, thumbnail }: StoredAttachment): Attachment {
	const uri = path === null ? `attachment:${id}` : toFileUri(path);
	return { id, name, mimeType, size, uri, ...(thumbnail !== null && { thumbnail }) };
}

const MEGABYTE = 1_024 * 1_024;

export function fileTooLarge(name: string): WorkspaceErrorInfo {
	return {
		code: "attachment_too_large",
		message: `"${name}" is larger than the ${LIMITS.attachmentBytes / MEGABYTE} MB that a file may have here.`,
		hint: "Send a smaller file, or put it into the sandbox another way and mention its path.",
	};
}

export function promptFilesTooLarge(): WorkspaceErrorInfo {
	return {
		code: "attachment_too_large",
		message: `The files of this prompt are together larger than ${LIMITS.promptAttachmentBytes / MEGABYTE} MB.`,
		hint: "Send some of them with another prompt.",
	};
}

export function tooManyUnsentFiles(): WorkspaceErrorInfo {
	return {
		code: "attachment_too_large",
		message: "You have uploaded many files that no prompt has sent, so no more were accepted.",
		hint: "Send them, or try again later: unsent files are deleted after a while.",
	};
}

export function attachmentNotFound(): WorkspaceErrorInfo {
	return {
		code: "attachment_not_found",
		message: "A file of this prompt is missing or incomplete in the workspace, so the prompt was not accepted.",
		hint: "Attach the file again.",
	};
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
