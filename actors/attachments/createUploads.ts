import type { AttachReceipt, AttachRequest } from "../../src/protocol/index.ts";
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
import type { Act, Writer } from "../writer/writer.ts";
import { attachmentNotFound, fileTooLarge, tooManyUnsent } from "./attachmentFaults.ts";
import { mediaType } from "./mediaType.ts";
import { safeFileName } from "./safeFileName.ts";

/** What a person may have here at once that no prompt has sent. */
const UNSENT = { files: 50, bytes: 5 * LIMITS.promptAttachmentBytes };

/** Files on their way up. */
export interface Uploads {
	/**
	 * Stores a piece, if it is the next one, and says where to go on.
	 *
	 * @param admit - Asked about each piece that is to be stored; throws to refuse it.
	 */
	take(by: Identity, request: AttachRequest, admit?: (bytes: number) => void): Promise<AttachReceipt>;
}

export interface UploadsOptions {
	readonly writer: Writer;
	/** A new file begins. */
	onBegin(): void;
}

export function createUploads({ writer, onBegin }: UploadsOptions): Uploads {
	const take: Uploads["take"] = (by, request, admit) =>
		writer.commit("attach", (act) => store(act, by, request, admit));

	async function store(
		act: Act,
		by: Identity,
		request: AttachRequest,
		admit?: (bytes: number) => void,
	): Promise<AttachReceipt> {
		const { attachmentId, offset, data } = request;
		const known = await findAttachment(act.tx, attachmentId);
		const file = known ? requireSame(known, by, request) : await begin(act, by, request);
		const bytes = Buffer.byteLength(data, "base64");
		if (offset !== file.received || bytes === 0) return { attachmentId, received: file.received };
		if (offset + bytes > file.size) throw notAsSaid("holds more than it said it would");
		admit?.(bytes);
		const received = offset + bytes;
		await appendChunk(act.tx, attachmentId, { start: offset, data }, received, Date.now());
		return { attachmentId, received };
	}

	async function begin(act: Act, by: Identity, request: AttachRequest): Promise<StoredAttachment> {
		if (request.size > LIMITS.attachmentBytes) throw refusal(fileTooLarge(safeFileName(request.name)));
		const unsent = await sumUnsent(act.tx, by.userId);
		if (unsent.files >= UNSENT.files || unsent.bytes + request.size > UNSENT.bytes) throw refusal(tooManyUnsent());
		const file = newAttachment(by, request);
		await insertAttachment(act.tx, file, Date.now());
		act.afterwards(onBegin);
		return file;
	}

	return { take };
}

function newAttachment(by: Identity, request: AttachRequest): StoredAttachment {
	return {
		id: request.attachmentId,
		userId: by.userId,
		name: safeFileName(request.name),
		mimeType: mediaType(request.mimeType),
		size: request.size,
		received: 0,
		thumbnail: request.thumbnail ?? null,
		path: null,
		promptId: null,
		bytes: "kept",
	};
}

function requireSame(known: StoredAttachment, by: Identity, request: AttachRequest): StoredAttachment {
	if (known.userId !== by.userId) {
		throw refusal({ code: "forbidden", message: "This file is another person's, and only they can go on with it." });
	}
	if (known.bytes !== "kept") throw refusal(attachmentNotFound());
	if (known.size !== request.size || known.name !== safeFileName(request.name))
		throw notAsSaid("is not the one it was");
	return known;
}

function notAsSaid(what: string) {
	return refusal({
		code: "invalid_argument",
		message: `A piece of a file was not taken: the file ${what}.`,
		hint: "Attach it anew, under another id.",
	});
}
