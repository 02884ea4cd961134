import type { UploadAttachmentRequest } from "../../protocol/index.ts";
import type { DraftAttachment } from "./draftAttachment.ts";

/** What says to the workspace which file a piece belongs to: the same each time, so that it knows the file again. */
export function attachRequestBase({
	id,
	name,
	mimeType,
	size,
}: Pick<DraftAttachment, "id" | "name" | "mimeType" | "size">): Omit<UploadAttachmentRequest, "offset" | "data"> {
	return { attachmentId: id, name: name.slice(0, 255) || "file", mimeType: mimeType.slice(0, 255), size };
}
