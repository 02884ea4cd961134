import { LIMITS, type UploadAttachmentRequest } from "../../src/protocol/index.ts";
import type { Visitor } from "./joinWorkspace.ts";

export interface UploadFile {
	readonly attachmentId: string;
	readonly name: string;
	readonly bytes: Uint8Array;
	readonly mimeType?: string | undefined;
	readonly thumbnail?: string | undefined;
}

/** The chunk of a file that starts at `offset`. */
export function pieceOf({ bytes, mimeType = "", ...file }: UploadFile, offset: number): UploadAttachmentRequest {
	const piece = bytes.subarray(offset, offset + LIMITS.attachmentChunkBytes);
	return { ...file, mimeType, size: bytes.length, offset, data: Buffer.from(piece).toString("base64") };
}

/** Uploads a file from where the workspace has it, and returns its id. */
export async function uploadFile({ workspace }: Visitor, file: UploadFile): Promise<string> {
	let { received } = await workspace.uploadAttachment(pieceOf(file, 0));
	while (received < file.bytes.length) received = (await workspace.uploadAttachment(pieceOf(file, received))).received;
	return file.attachmentId;
}
