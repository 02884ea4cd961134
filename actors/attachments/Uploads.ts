import type { RawAccess } from "rivetkit/db";
import {
	type Attachment,
	LIMITS,
	type UploadAttachmentRequest,
	type UploadAttachmentResponse,
} from "../../src/protocol/index.ts";
import type { Identity } from "../access/identity.ts";
import {
	appendChunk,
	beginDropping,
	dropChunks,
	findAttachment,
	findExpired,
	insertAttachment,
	markSent,
	type StoredAttachment,
	sumUnsent,
} from "../database/attachmentTable.ts";
import { refusal } from "../errors/refusal.ts";
import type { WorkspaceEventHub } from "../events/workspaceEvents.ts";
import { parseMediaType } from "../files/mediaTypes.ts";
import type { WorkspaceLog } from "../log/workspaceLog.ts";
import type { Transaction } from "../writer/transaction.ts";
import type { Writer } from "../writer/Writer.ts";
import {
	attachmentNotFound,
	fileTooLarge,
	promptFilesTooLarge,
	toAttachment,
	tooManyUnsentFiles,
} from "./attachment.ts";

const MAX_NAME_CHARACTERS = 120;

/** Characters with a meaning in paths or shells of some system, and invisible ones. */
const UNSAFE_CHARACTERS = /[<>:"|?*\p{Cc}\p{Cf}\p{Co}\p{Cn}\u2028\u2029]/gu;

/**
 * A safe file name: the last part of a path, in composed Unicode, without control and invisible characters and without
 * dots at its ends. A long one is truncated before its extension.
 */
function sanitizeFileName(name: string): string {
	const last = name.normalize("NFC").toWellFormed().split(/[/\\]/).at(-1) ?? "";
	const clean = last
		.replace(UNSAFE_CHARACTERS, "")
		.replace(/\s+/g, " ")
		.replace(/^[. ]+|[. ]+$/g, "");
	return clean === "" ? "file" : truncateFileName(clean);
}

function truncateFileName(name: string): string {
	const characters = [...name];
	if (characters.length <= MAX_NAME_CHARACTERS) return name;
	const extension = /\.[^. ]{1,16}$/u.exec(name)?.[0] ?? "";
	return characters.slice(0, MAX_NAME_CHARACTERS - [...extension].length).join("") + extension;
}

/** What a user may have uploaded without sending it with a prompt. */
const MAX_UNSENT = { files: 50, bytes: 5 * LIMITS.promptAttachmentBytes };

interface UploadsDeps {
	readonly writer: Writer;
	readonly events: WorkspaceEventHub;
}

/** Receives the files that people attach, in chunks. */
export class Uploads {
	readonly #deps: UploadsDeps;

	constructor(deps: UploadsDeps) {
		this.#deps = deps;
	}

	/**
	 * Stores a chunk if it is the next one, and returns the offset of the one to send next.
	 *
	 * @param admit - Called with the size of each chunk that is to be stored; throws to refuse it.
	 * @throws A refusal: `attachment_too_large`, `attachment_not_found`, `forbidden` or `invalid_argument`.
	 */
	receiveChunk(
		by: Identity,
		request: UploadAttachmentRequest,
		admit?: (bytes: number) => void,
	): Promise<UploadAttachmentResponse> {
		return this.#deps.writer.commit("uploadAttachment", async (transaction) => {
			const { attachmentId, offset, data } = request;
			const known = await findAttachment(transaction.tx, attachmentId);
			const file = known ? requireSameUpload(known, by, request) : await this.#begin(transaction, by, request);
			const bytes = Buffer.byteLength(data, "base64");
			if (offset !== file.received || bytes === 0) return { attachmentId, received: file.received };
			if (offset + bytes > file.size) throw uploadMismatchRefusal("is larger than announced");
			admit?.(bytes);
			const received = offset + bytes;
			await appendChunk(transaction.tx, attachmentId, { start: offset, data }, received, Date.now());
			return { attachmentId, received };
		});
	}

	async #begin(transaction: Transaction, by: Identity, request: UploadAttachmentRequest): Promise<StoredAttachment> {
		if (request.size > LIMITS.attachmentBytes) throw refusal(fileTooLarge(sanitizeFileName(request.name)));
		const unsent = await sumUnsent(transaction.tx, by.userId);
		if (unsent.files >= MAX_UNSENT.files || unsent.bytes + request.size > MAX_UNSENT.bytes)
			throw refusal(tooManyUnsentFiles());
		const file = newAttachment(by, request);
		await insertAttachment(transaction.tx, file, Date.now());
		transaction.afterCommit(() => this.#deps.events.emit("uploadStarted", { attachmentId: file.id }));
		return file;
	}
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
		throw refusal({
			code: "forbidden",
			message: "This upload belongs to another user, and only they can continue it.",
		});
	}
	if (known.bytes !== "kept") throw refusal(attachmentNotFound());
	if (known.size !== request.size || known.name !== sanitizeFileName(request.name))
		throw uploadMismatchRefusal("is not the same as before");
	return known;
}

function uploadMismatchRefusal(what: string) {
	return refusal({
		code: "invalid_argument",
		message: `A chunk was not accepted: the file ${what}.`,
		hint: "Attach the file again, under another id.",
	});
}

/**
 * Claims the files that a new prompt names, in the transaction that stores it. Users may name files of their own once
 * they are complete, and those that an earlier prompt has shown to everybody.
 *
 * @throws A refusal: `attachment_not_found` or `attachment_too_large`.
 */
export async function claimAttachments(
	transaction: Transaction,
	by: Identity,
	ids: readonly string[],
	promptId: string,
): Promise<readonly Attachment[]> {
	const files: StoredAttachment[] = [];
	for (const id of new Set(ids)) files.push(await requireComplete(transaction, by, id));
	const bytes = files.reduce((sum, { size }) => sum + size, 0);
	if (bytes > LIMITS.promptAttachmentBytes) throw refusal(promptFilesTooLarge());
	for (const { id } of files) await markSent(transaction.tx, id, promptId, Date.now());
	return files.map(toAttachment);
}

async function requireComplete(transaction: Transaction, by: Identity, id: string): Promise<StoredAttachment> {
	const file = await findAttachment(transaction.tx, id);
	const isAllowed = file?.userId === by.userId || file?.promptId !== null;
	// What an earlier prompt has sent may still be in the sandbox when its bytes are no longer stored.
	const isAvailable = file?.bytes === "kept" || file?.path !== null;
	if (file && isAllowed && isAvailable && file.received === file.size) return file;
	throw refusal(attachmentNotFound());
}

/** Files per run, and chunks per commit: Rivet commits at most 1.3 MB at once. */
const FILES_PER_RUN = 20;
const CHUNKS_PER_COMMIT = 12;

interface DropExpiredOptions {
	readonly db: RawAccess;
	readonly log: WorkspaceLog;
	readonly retentionMs: number;
}

/** Deletes the bytes of files that were not used for `retentionMs`. A failure is logged; it never rejects. */
export async function dropExpiredAttachments({ db, log, retentionMs }: DropExpiredOptions): Promise<void> {
	const before = Date.now() - retentionMs;
	try {
		const expired = await findExpired(db, before, FILES_PER_RUN);
		for (const id of expired) await dropAttachment(db, id, before);
		if (expired.length > 0) log("info", "attachments_dropped", { files: expired.length });
	} catch (error) {
		log("warn", "sweep_failed", { error });
	}
}

async function dropAttachment(db: RawAccess, id: string, before: number): Promise<void> {
	await db.transaction((tx) => beginDropping(tx, id, before), { name: "workspace.sweep" });
	const dropSome = () => db.transaction((tx) => dropChunks(tx, id, CHUNKS_PER_COMMIT), { name: "workspace.sweep" });
	while (!(await dropSome()));
}
