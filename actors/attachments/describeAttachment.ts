import type { Attachment } from "../../src/protocol/index.ts";
import type { StoredAttachment } from "../database/attachmentTable.ts";
import { toFileUri } from "./fileUri.ts";

/** A stored file as people see it. */
export function toAttachment({ id, name, mimeType, size, path, thumbnail }: StoredAttachment): Attachment {
	const uri = path === null ? `attachment:${id}` : toFileUri(path);
	return { id, name, mimeType, size, uri, ...(thumbnail !== null && { thumbnail }) };
}
