import { LIMITS, type UploadAttachmentRequest } from "../../protocol/index.ts";
import { parseAttachReceipt } from "../parse/parseAttachReceipt.ts";
import type { PerformAction } from "../sync/createPerform.ts";
import { WorkspaceError } from "../WorkspaceError.ts";
import { validateFile } from "./checkFile.ts";
import { createThumbnail } from "./createThumbnail.ts";
import type { DraftAttachment } from "./draftAttachment.ts";
import { attachRequestBase } from "./fileRequest.ts";

export interface UploadOptions {
	readonly id: string;
	/** The files that go with it, as far as they come first. */
	readonly earlierFiles: readonly DraftAttachment[];
	readonly perform: PerformAction;
	/** False once it was removed. */
	isStillAttached(): boolean;
	onThumbnail(thumbnail: string): void;
	onReceived(bytes: number): void;
}

/** Pieces on their way at once: enough to fill a slow line, too few for Rivet to mind. */
const CONCURRENT_CHUNKS = 4;

/**
 * Sends a file piece by piece, on from where the workspace has it.
 *
 * @throws {WorkspaceError} `attachment_too_large`, `attachment_failed`, `forbidden`, …; `closed` when it was removed.
 */
export async function uploadFile(file: File, options: UploadOptions): Promise<void> {
	const refusal = validateFile(file, options.earlierFiles);
	if (refusal) throw refusal;
	const thumbnail = await createThumbnail(file);
	if (thumbnail !== undefined) options.onThumbnail(thumbnail);
	const send = createChunkSender(file, options);
	// The likeness and a piece would be too much for one message. The answer says how much is there already.
	let received = await send({ offset: 0, data: "", ...(thumbnail !== undefined && { thumbnail }) });
	while (received < file.size) {
		options.onReceived(received);
		const before = received;
		const pieces = chunkOffsets(before, file.size).map(async (offset) =>
			send({ offset, data: await readChunkAsBase64(file, offset) }),
		);
		received = Math.max(...(await Promise.all(pieces)));
		if (received <= before) throw uploadStalledError();
	}
}

function chunkOffsets(start: number, size: number): readonly number[] {
	const offsets = Array.from({ length: CONCURRENT_CHUNKS }, (_, index) => start + index * LIMITS.attachmentChunkBytes);
	return offsets.filter((offset) => offset < size);
}

type Chunk = Pick<UploadAttachmentRequest, "offset" | "data" | "thumbnail">;

/** Sends a piece, and gives back how much of the file is there. */
function createChunkSender({ name, type: mimeType, size }: File, { id, perform, isStillAttached }: UploadOptions) {
	const whole = attachRequestBase({ id, name, mimeType, size });
	const check = () => {
		if (!isStillAttached()) throw fileRemovedError();
	};
	return async (piece: Chunk): Promise<number> => {
		const options = { patienceMs: Number.POSITIVE_INFINITY, check };
		return parseAttachReceipt(await perform("uploadAttachment", { ...whole, ...piece }, options)).received;
	};
}

async function readChunkAsBase64(file: File, offset: number): Promise<string> {
	try {
		const piece = file.slice(offset, offset + LIMITS.attachmentChunkBytes);
		return btoa(String.fromCharCode(...new Uint8Array(await piece.arrayBuffer())));
	} catch (error) {
		throw fileUnreadableError(file.name, error);
	}
}

/** A folder, or a file that was moved away since it was chosen. */
function fileUnreadableError(name: string, cause: unknown): WorkspaceError {
	const message = `"${name}" cannot be read, so it was not attached.`;
	return new WorkspaceError(
		{ code: "attachment_failed", message, hint: "Choose it again. A folder cannot be attached." },
		{ cause },
	);
}

function fileRemovedError(): WorkspaceError {
	return new WorkspaceError({ code: "closed", message: "The file was removed before it was there." });
}

function uploadStalledError(): WorkspaceError {
	return new WorkspaceError({
		code: "attachment_failed",
		message: "The workspace does not take any more of this file.",
		hint: "Attach it again.",
	});
}
