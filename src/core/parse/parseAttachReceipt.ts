import type { AttachReceipt } from "../../protocol/index.ts";
import { malformed } from "./malformed.ts";
import { parseRecord } from "./parseRecord.ts";

/** @throws {WorkspaceError} `internal` when it is no receipt. */
export function parseAttachReceipt(value: unknown): AttachReceipt {
	const { attachmentId, received } = parseRecord(value, "a receipt");
	if (typeof attachmentId !== "string" || typeof received !== "number") throw malformed("a receipt");
	return { attachmentId, received };
}
