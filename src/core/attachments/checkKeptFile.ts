import { parseAttachReceipt } from "../parse/parseAttachReceipt.ts";
import type { PerformAction } from "../sync/createPerform.ts";
import { WorkspaceError } from "../WorkspaceError.ts";
import type { DraftAttachment } from "./draftAttachment.ts";
import { attachRequestBase } from "./fileRequest.ts";

/**
 * Asks whether the workspace has all of a file that was attached before the page was loaded anew. The browser has
 * nothing more of it to send.
 *
 * @throws {WorkspaceError} `attachment_not_found`, …
 */
export async function verifyUploadedFile(attachment: DraftAttachment, perform: PerformAction): Promise<void> {
	const request = { ...attachRequestBase(attachment), offset: 0, data: "" };
	const answer = await perform("uploadAttachment", request, { patienceMs: Number.POSITIVE_INFINITY });
	if (parseAttachReceipt(answer).received < attachment.size) throw uploadIncompleteError();
}

function uploadIncompleteError(): WorkspaceError {
	return new WorkspaceError({
		code: "attachment_not_found",
		message: "Not all of it was uploaded: attach it again.",
	});
}
