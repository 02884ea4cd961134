import { LIMITS, type UploadAttachmentRequest } from "../../protocol/index.ts";
import type { ConnectionManager } from "../connection/connectionManager.ts";
import { WorkspaceError } from "../errors/WorkspaceError.ts";
import type { DraftAttachment } from "../state/workspaceState.ts";

type Connection = Pick<ConnectionManager, "perform">;

interface UploadOptions {
	readonly id: string;
	/** The files before this one in the same prompt. */
	readonly earlierFiles: readonly DraftAttachment[];
	readonly connection: Connection;
	/** True once the file was removed from the draft. */
	isCancelled(): boolean;
	onThumbnail(thumbnail: string): void;
	onReceived(bytes: number): void;
}

/** Chunks that are uploaded at once: enough for a connection with high latency, few enough for Rivet's limits. */
const CONCURRENT_CHUNKS = 4;

/**
 * Uploads a file in chunks, from where the workspace has it.
 *
 * @throws {WorkspaceError} `attachment_too_large`, `attachment_failed`, `forbidden`, …; `closed` when it was removed.
 */
export async function uploadFile(file: File, options: UploadOptions): Promise<void> {
	const { id, earlierFiles, connection, isCancelled, onThumbnail, onReceived } = options;
	const refusal = validateFile(file, earlierFiles);
	if (refusal) throw refusal;
	const thumbnail = await createThumbnail(file);
	if (thumbnail !== undefined) onThumbnail(thumbnail);

	const identity = fileIdentity({ id, name: file.name, mimeType: file.type, size: file.size });
	const send = (chunk: Chunk) => sendChunk(connection, { ...identity, ...chunk }, isCancelled);
	// A thumbnail and a chunk would be too large for one message. The response says how much the workspace already has.
	let received = await send({ offset: 0, data: "", ...(thumbnail !== undefined && { thumbnail }) });
	while (received < file.size) {
		onReceived(received);
		const before = received;
		const chunks = chunkOffsets(before, file.size).map(async (offset) =>
			send({ offset, data: await readChunkAsBase64(file, offset) }),
		);
		received = Math.max(...(await Promise.all(chunks)));
		if (received <= before) throw uploadStalledError();
	}
}

/**
 * Checks whether the workspace has all of a file that was uploaded before a reload: the browser cannot send the rest.
 *
 * @throws {WorkspaceError} `attachment_not_found`, …
 */
export async function verifyUploadedFile(attachment: DraftAttachment, connection: Connection): Promise<void> {
	const received = await sendChunk(connection, { ...fileIdentity(attachment), offset: 0, data: "" });
	if (received < attachment.size) throw uploadIncompleteError();
}

type Chunk = Pick<UploadAttachmentRequest, "offset" | "data" | "thumbnail">;

/** The fields that are the same for every chunk of a file, so that the workspace recognizes it. */
function fileIdentity({
	id,
	name,
	mimeType,
	size,
}: Pick<DraftAttachment, "id" | "name" | "mimeType" | "size">): Omit<UploadAttachmentRequest, keyof Chunk> {
	return { attachmentId: id, name: name.slice(0, 255) || "file", mimeType: mimeType.slice(0, 255), size };
}

/** @returns How many bytes of the file the workspace has. */
async function sendChunk(
	connection: Connection,
	request: UploadAttachmentRequest,
	isCancelled?: () => boolean,
): Promise<number> {
	const options = { connectionTimeoutMs: Number.POSITIVE_INFINITY, isCancelled };
	const { received } = await connection.perform("uploadAttachment", request, options);
	return received;
}

function chunkOffsets(start: number, size: number): readonly number[] {
	const offsets = Array.from({ length: CONCURRENT_CHUNKS }, (_, index) => start + index * LIMITS.attachmentChunkBytes);
	return offsets.filter((offset) => offset < size);
}

async function readChunkAsBase64(file: File, offset: number): Promise<string> {
	try {
		const chunk = file.slice(offset, offset + LIMITS.attachmentChunkBytes);
		return btoa(String.fromCharCode(...new Uint8Array(await chunk.arrayBuffer())));
	} catch (error) {
		throw fileUnreadableError(file.name, error);
	}
}

const MEGABYTE = 1_024 * 1_024;

/** Checks a file before any of it is uploaded. Null when the workspace would accept it. */
function validateFile(file: File, earlierFiles: readonly DraftAttachment[]): WorkspaceError | null {
	const others = earlierFiles.filter(({ status }) => status !== "failed");
	const bytes = others.reduce((sum, { size }) => sum + size, file.size);
	if (file.size > LIMITS.attachmentBytes)
		return fileTooLargeError(`The file is larger than ${inMegabytes(LIMITS.attachmentBytes)}.`);
	if (others.length >= LIMITS.promptAttachments)
		return fileTooLargeError(`A prompt can have up to ${LIMITS.promptAttachments} files.`);
	if (bytes <= LIMITS.promptAttachmentBytes) return null;
	return fileTooLargeError(`The files are larger than ${inMegabytes(LIMITS.promptAttachmentBytes)} in total.`);
}

function inMegabytes(bytes: number): string {
	return `${bytes / MEGABYTE} MB`;
}

/** The longer side in pixels and the quality, tried one after another until the thumbnail is small enough. */
const THUMBNAIL_SIZES = [
	{ side: 192, quality: 0.6 },
	{ side: 144, quality: 0.5 },
	{ side: 96, quality: 0.4 },
] as const;

/** A thumbnail of an image as a `data:` URL; undefined where none can be made. Never rejects. */
async function createThumbnail(file: File): Promise<string | undefined> {
	if (!file.type.startsWith("image/") || typeof createImageBitmap === "undefined") return undefined;
	try {
		const image = await createImageBitmap(file);
		const thumbnails = THUMBNAIL_SIZES.map(({ side, quality }) => drawThumbnail(image, side, quality));
		image.close();
		return thumbnails.find((thumbnail) => thumbnail.length <= LIMITS.thumbnailCharacters);
	} catch {
		// An SVG drawing, or no image at all.
		return undefined;
	}
}

function drawThumbnail(image: ImageBitmap, side: number, quality: number): string {
	const scale = Math.min(1, side / Math.max(image.width, image.height));
	const canvas = document.createElement("canvas");
	canvas.width = Math.max(1, Math.round(image.width * scale));
	canvas.height = Math.max(1, Math.round(image.height * scale));
	canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
	// A browser that cannot write WebP writes PNG.
	return canvas.toDataURL("image/webp", quality);
}

function fileTooLargeError(message: string): WorkspaceError {
	return new WorkspaceError({ code: "attachment_too_large", message, hint: "Remove it to send the prompt." });
}

/** A folder, or a file that was moved away since it was chosen. */
function fileUnreadableError(name: string, cause: unknown): WorkspaceError {
	const message = `“${name}” can’t be read.`;
	return new WorkspaceError(
		{ code: "attachment_failed", message, hint: "Choose it again. Folders can’t be attached." },
		{ cause },
	);
}

function uploadStalledError(): WorkspaceError {
	return new WorkspaceError({
		code: "attachment_failed",
		message: "The upload stopped before the end of the file.",
		hint: "Attach it again.",
	});
}

function uploadIncompleteError(): WorkspaceError {
	return new WorkspaceError({
		code: "attachment_not_found",
		message: "The upload is incomplete. Attach the file again.",
	});
}
