import { LIMITS, type UploadAttachmentRequest } from "../../protocol/index.ts";
import type { PerformAction } from "../connection/performAction.ts";
import { WorkspaceError } from "../errors/WorkspaceError.ts";
import type { DraftAttachment } from "../state/workspaceState.ts";

const MEGABYTE = 1_024 * 1_024;

/** Says no to a file that the workspace would refuse, before any of it is on its way. Null when it is fine. */
export function validateFile(file: File, before: readonly DraftAttachment[]): WorkspaceError | null {
	const others = before.filter(({ status }) => status !== "failed");
	const bytes = others.reduce((sum, { size }) => sum + size, file.size);
	if (file.size > LIMITS.attachmentBytes)
		return fileTooLargeError(`A file can have up to ${inMegabytes(LIMITS.attachmentBytes)}.`);
	if (others.length >= LIMITS.promptAttachments)
		return fileTooLargeError(`A prompt takes up to ${LIMITS.promptAttachments} files.`);
	if (bytes <= LIMITS.promptAttachmentBytes) return null;
	return fileTooLargeError(
		`The files of a prompt can have up to ${inMegabytes(LIMITS.promptAttachmentBytes)} together.`,
	);
}

function inMegabytes(bytes: number): string {
	return `${bytes / MEGABYTE} MB`;
}

function fileTooLargeError(message: string): WorkspaceError {
	return new WorkspaceError({ code: "attachment_too_large", message, hint: "Remove it, or send it another way." });
}

/** The longer side in pixels, and how good: tried one after another until the likeness is small enough. */
const THUMBNAIL_SIZES = [
	{ side: 192, quality: 0.6 },
	{ side: 144, quality: 0.5 },
	{ side: 96, quality: 0.4 },
] as const;

/** A small likeness of a picture, a `data:` URL; undefined where there is none to be had. Never rejects. */
export async function createThumbnail(file: File): Promise<string | undefined> {
	if (!file.type.startsWith("image/") || typeof createImageBitmap === "undefined") return undefined;
	try {
		const picture = await createImageBitmap(file);
		const likenesses = THUMBNAIL_SIZES.map(({ side, quality }) => drawThumbnail(picture, side, quality));
		picture.close();
		return likenesses.find((likeness) => likeness.length <= LIMITS.thumbnailCharacters);
	} catch {
		// A drawing in SVG, or no picture at all.
		return undefined;
	}
}

function drawThumbnail(picture: ImageBitmap, side: number, quality: number): string {
	const scale = Math.min(1, side / Math.max(picture.width, picture.height));
	const canvas = document.createElement("canvas");
	canvas.width = Math.max(1, Math.round(picture.width * scale));
	canvas.height = Math.max(1, Math.round(picture.height * scale));
	canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
	// A browser that cannot write WebP writes PNG.
	return canvas.toDataURL("image/webp", quality);
}

/** What says to the workspace which file a piece belongs to: the same each time, so that it knows the file again. */
export function attachRequestBase({
	id,
	name,
	mimeType,
	size,
}: Pick<DraftAttachment, "id" | "name" | "mimeType" | "size">): Omit<UploadAttachmentRequest, "offset" | "data"> {
	return { attachmentId: id, name: name.slice(0, 255) || "file", mimeType: mimeType.slice(0, 255), size };
}

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
		return (await perform("uploadAttachment", { ...whole, ...piece }, options)).received;
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

/**
 * Asks whether the workspace has all of a file that was attached before the page was loaded anew. The browser has
 * nothing more of it to send.
 *
 * @throws {WorkspaceError} `attachment_not_found`, …
 */
export async function verifyUploadedFile(attachment: DraftAttachment, perform: PerformAction): Promise<void> {
	const request = { ...attachRequestBase(attachment), offset: 0, data: "" };
	const { received } = await perform("uploadAttachment", request, { patienceMs: Number.POSITIVE_INFINITY });
	if (received < attachment.size) throw uploadIncompleteError();
}

function uploadIncompleteError(): WorkspaceError {
	return new WorkspaceError({
		code: "attachment_not_found",
		message: "Not all of it was uploaded: attach it again.",
	});
}
