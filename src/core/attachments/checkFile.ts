import { LIMITS } from "../../protocol/index.ts";
import { WorkspaceError } from "../WorkspaceError.ts";
import type { DraftAttachment } from "./draftAttachment.ts";

const MEGABYTE = 1_024 * 1_024;

/** Says no to a file that the workspace would refuse, before any of it is on its way. Null when it is fine. */
export function validateFile(file: File, before: readonly DraftAttachment[]): WorkspaceError | null {
	const others = before.filter(({ status }) => status !== "failed");
	const bytes = others.reduce((sum, { size }) => sum + size, file.size);
	if (file.size > LIMITS.attachmentBytes)
		return fileTooLargeError(`A file can have up to ${inMegabytes(LIMITS.attachmentBytes)}.`);
	if (others.length >= LIMITS.promptAttachments)
		return fileTooLargeError(`A prompt takes up to ${LIMITS.promptAttachments} files.`);
	if (bytes <= LIMITS.promptAttachmentBytes) return null;
	return fileTooLargeError(
		`The files of a prompt can have up to ${inMegabytes(LIMITS.promptAttachmentBytes)} together.`,
	);
}

function inMegabytes(bytes: number): string {
	return `${bytes / MEGABYTE} MB`;
}

function fileTooLargeError(message: string): WorkspaceError {
	return new WorkspaceError({ code: "attachment_too_large", message, hint: "Remove it, or send it another way." });
}
