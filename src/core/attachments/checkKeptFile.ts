import { parseAttachReceipt } from "../parse/parseAttachReceipt.ts";
import type { Perform } from "../sync/createPerform.ts";
import { WorkspaceError } from "../WorkspaceError.ts";
import type { DraftAttachment } from "./draftAttachment.ts";
import { fileRequest } from "./fileRequest.ts";

/**
 * Asks whether the workspace has all of a file that was attached before the page was loaded anew. The browser has
 * nothing more of it to send.
 *
 * @throws {WorkspaceError} `attachment_not_found`, …
 */
export async function checkKeptFile(attachment: DraftAttachment, perform: Perform): Promise<void> {
	const request = { ...fileRequest(attachment), offset: 0, data: "" };
	const answer = await perform("attach", request, { patienceMs: Number.POSITIVE_INFINITY });
	if (parseAttachReceipt(answer).received < attachment.size) throw incomplete();
}

function incomplete(): WorkspaceError {
	return new WorkspaceError({
		code: "attachment_not_found",
		message: "Not all of it was uploaded: attach it again.",
	});
}
