import type { RawAccess } from "rivetkit/db";
import {
	type Attachment,
	type ContentPage,
	LIMITS,
	type UploadAttachmentRequest,
	type UploadAttachmentResponse,
} from "../../src/protocol/index.ts";
import {
	isNextChunk,
	requireClaimable,
	requireFilesFit,
	requireSameUpload,
	requireUploadRoom,
	sanitizeFileName,
} from "../../src/rules/attachments.ts";
import { attachmentNotFoundRefusal } from "../../src/rules/refusals.ts";
import type { Identity } from "../access/identity.ts";
import {
	appendChunk,
	beginDropping,
	dropChunks,
	findAttachment,
	findExpired,
	insertAttachment,
	markSent,
	readChunksBetween,
	type StoredAttachment,
	sumUnsent,
} from "../database/attachmentTable.ts";
import type { WorkspaceEventHub } from "../events/workspaceEvents.ts";
import { parseMediaType } from "../files/mediaTypes.ts";
import type { WorkspaceLog } from "../log/workspaceLog.ts";
import type { Transaction } from "../writer/transaction.ts";
import type { Writer } from "../writer/Writer.ts";
import { toAttachment } from "./attachment.ts";

interface UploadsDeps {
	readonly db: RawAccess;
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
	 * @throws {Refusal} `attachment_too_large`, `attachment_not_found`, `forbidden` or `invalid_argument`
	 */
	receiveChunk(
		by: Identity,
		request: UploadAttachmentRequest,
		admit?: (bytes: number) => void,
	): Promise<UploadAttachmentResponse> {
		return this.#deps.writer.commit("uploadAttachment", async (transaction) => {
			transaction.requireStill(by, "uploadAttachment");
			const { attachmentId, offset, data } = request;
			const known = await findUpload(transaction, by, request);
			const file = known ?? (await this.#begin(transaction, by, request));
			const bytes = Buffer.byteLength(data, "base64");
			if (!isNextChunk(file, offset, bytes)) return { attachmentId, received: file.received };
			admit?.(bytes);
			const received = offset + bytes;
			await appendChunk(transaction.tx, attachmentId, { start: offset, data }, received, Date.now());
			return { attachmentId, received };
		});
	}

	/** A page of a file that a prompt has sent, which is everybody's to see; null when it is not stored, or not any more. */
	async findPage(id: string, offset = 0): Promise<ContentPage | null> {
		const { db } = this.#deps;
		const file = await findAttachment(db, id);
		if (!file || file.promptId === null || file.bytes !== "kept") return null;
		const end = offset + LIMITS.contentPageBytes;
		// A chunk that began before the page may reach into it.
		const chunks = await readChunksBetween(db, id, offset - LIMITS.attachmentChunkBytes, end);
		const bytes = Buffer.concat(chunks.map(({ data }) => Buffer.from(data, "base64")));
		const start = chunks[0]?.start ?? offset;
		return { size: file.size, offset, data: bytes.subarray(offset - start, end - start).toString("base64") };
	}

	async #begin(transaction: Transaction, by: Identity, request: UploadAttachmentRequest): Promise<StoredAttachment> {
		requireUploadRoom(request, await sumUnsent(transaction.tx, by.userId));
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

async function findUpload(
	transaction: Transaction,
	by: Identity,
	request: UploadAttachmentRequest,
): Promise<StoredAttachment | undefined> {
	const file = await findAttachment(transaction.tx, request.attachmentId);
	if (!file) return undefined;
	requireSameUpload(file, by, request);
	if (file.bytes !== "kept") throw attachmentNotFoundRefusal();
	return file;
}

/**
 * Claims the files that a new prompt names, in the transaction that stores it. Users may name files of their own once
 * they are complete, and those that an earlier prompt has shown to everybody.
 *
 * @throws {Refusal} `attachment_not_found` or `attachment_too_large`
 */
export async function claimAttachments(
	transaction: Transaction,
	by: Identity,
	ids: readonly string[],
	promptId: string,
): Promise<readonly Attachment[]> {
	const files: StoredAttachment[] = [];
	for (const id of new Set(ids)) files.push(await requireStored(transaction, by, id));
	requireFilesFit(files);
	for (const { id } of files) await markSent(transaction.tx, id, promptId, Date.now());
	return files.map(toAttachment);
}

async function requireStored(transaction: Transaction, by: Identity, id: string): Promise<StoredAttachment> {
	const found = await findAttachment(transaction.tx, id);
	const isSent = found !== undefined && found.promptId !== null;
	const file = requireClaimable(found, isSent, by);
	// What an earlier prompt has sent may still be in the sandbox when its bytes are no longer stored.
	if (file.bytes !== "kept" && file.path === null) throw attachmentNotFoundRefusal();
	return file;
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

/** Deletes the content of a file that was not used since `before`, in several commits. */
export async function dropAttachment(db: RawAccess, id: string, before: number): Promise<void> {
	await db.transaction((tx) => beginDropping(tx, id, before), { name: "workspace.sweep" });
	const dropSome = () => db.transaction((tx) => dropChunks(tx, id, CHUNKS_PER_COMMIT), { name: "workspace.sweep" });
	while (!(await dropSome()));
}
