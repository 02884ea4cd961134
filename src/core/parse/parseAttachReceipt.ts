import type { UploadAttachmentResponse } from "../../protocol/index.ts";
import { malformedMessageError } from "./malformed.ts";
import { parseRecord } from "./parseRecord.ts";

/** @throws {WorkspaceError} `internal` when it is no receipt. */
export function parseAttachReceipt(value: unknown): UploadAttachmentResponse {
	const { attachmentId, received } = parseRecord(value, "a receipt");
	if (typeof attachmentId !== "string" || typeof received !== "number") throw malformedMessageError("a receipt");
	return { attachmentId, received };
}
