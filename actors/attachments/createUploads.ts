import type { UploadAttachmentRequest, UploadAttachmentResponse } from "../../src/protocol/index.ts";
import { LIMITS } from "../../src/protocol/index.ts";
import type { Identity } from "../access/identity.ts";
import {
	appendChunk,
	findAttachment,
	insertAttachment,
	type StoredAttachment,
	sumUnsent,
} from "../database/attachmentTable.ts";
import { refusal } from "../errors/refusal.ts";
import type { Transaction, Writer } from "../writer/writer.ts";
import { attachmentNotFound, fileTooLarge, tooManyUnsentFiles } from "./attachmentFaults.ts";
import { parseMediaType } from "./mediaType.ts";
import { sanitizeFileName } from "./safeFileName.ts";

/** What a person may have here at once that no prompt has sent. */
const MAX_UNSENT = { files: 50, bytes: 5 * LIMITS.promptAttachmentBytes };

/** Files on their way up. */
export interface Uploads {
	/**
	 * Stores a piece, if it is the next one, and says where to go on.
	 *
	 * @param admit - Asked about each piece that is to be stored; throws to refuse it.
	 */
	receiveChunk(
		by: Identity,
		request: UploadAttachmentRequest,
		admit?: (bytes: number) => void,
	): Promise<UploadAttachmentResponse>;
}

export interface UploadsOptions {
	readonly writer: Writer;
	/** A new file begins. */
	onNewFile(): void;
}

export function createUploads({ writer, onNewFile }: UploadsOptions): Uploads {
	const receiveChunk: Uploads["receiveChunk"] = (by, request, admit) =>
		writer.commit("uploadAttachment", (act) => store(act, by, request, admit));

	async function store(
		act: Transaction,
		by: Identity,
		request: UploadAttachmentRequest,
		admit?: (bytes: number) => void,
	): Promise<UploadAttachmentResponse> {
		const { attachmentId, offset, data } = request;
		const known = await findAttachment(act.tx, attachmentId);
		const file = known ? requireSameUpload(known, by, request) : await begin(act, by, request);
		const bytes = Buffer.byteLength(data, "base64");
		if (offset !== file.received || bytes === 0) return { attachmentId, received: file.received };
		if (offset + bytes > file.size) throw uploadMismatchRefusal("holds more than it said it would");
		admit?.(bytes);
		const received = offset + bytes;
		await appendChunk(act.tx, attachmentId, { start: offset, data }, received, Date.now());
		return { attachmentId, received };
	}

	async function begin(act: Transaction, by: Identity, request: UploadAttachmentRequest): Promise<StoredAttachment> {
		if (request.size > LIMITS.attachmentBytes) throw refusal(fileTooLarge(sanitizeFileName(request.name)));
		const unsent = await sumUnsent(act.tx, by.userId);
		if (unsent.files >= MAX_UNSENT.files || unsent.bytes + request.size > MAX_UNSENT.bytes)
			throw refusal(tooManyUnsentFiles());
		const file = newAttachment(by, request);
		await insertAttachment(act.tx, file, Date.now());
		act.afterCommit(onNewFile);
		return file;
	}

	return { receiveChunk };
}

function newAttachment(by: Identity, request: UploadAttachmentRequest): StoredAttachment {
	return {
		id: request.attachmentId,
		userId: by.userId,
		name: sanitizeFileName(request.name),
		mimeType: parseMediaType(request.mimeType),
		size: request.size,
		received: 0,
		thumbnail: request.thumbnail ?? null,
		path: null,
		promptId: null,
		bytes: "kept",
	};
}

function requireSameUpload(known: StoredAttachment, by: Identity, request: UploadAttachmentRequest): StoredAttachment {
	if (known.userId !== by.userId) {
		throw refusal({ code: "forbidden", message: "This file is another person's, and only they can go on with it." });
	}
	if (known.bytes !== "kept") throw refusal(attachmentNotFound());
	if (known.size !== request.size || known.name !== sanitizeFileName(request.name))
		throw uploadMismatchRefusal("is not the one it was");
	return known;
}

function uploadMismatchRefusal(what: string) {
	return refusal({
		code: "invalid_argument",
		message: `A piece of a file was not taken: the file ${what}.`,
		hint: "Attach it anew, under another id.",
	});
}
