import type { Attachment } from "../../src/protocol/index.ts";
import type { StoredAttachment } from "../database/attachmentTable.ts";
import { fileUri } from "./fileUri.ts";

/** A stored file as people see it. */
export function describeAttachment({ id, name, mimeType, size, path, thumbnail }: StoredAttachment): Attachment {
	const uri = path === null ? `attachment:${id}` : fileUri(path);
	return { id, name, mimeType, size, uri, ...(thumbnail !== null && { thumbnail }) };
}
