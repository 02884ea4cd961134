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

const MAX_CHARACTERS = 120;

/** Letters that have a meaning in a path or for a shell on some system, and that no eye can tell from nothing. */
const UNSAFE_CHARACTERS = /[<>:"|?*\p{Cc}\p{Cf}\p{Co}\p{Cn}\u2028\u2029]/gu;

/**
 * A name for a file that leads nowhere else and reads as what it is: the last part of a path, in composed Unicode,
 * without control and invisible characters, without dots at its ends, its ending kept where it is cut.
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
	const letters = [...name];
	if (letters.length <= MAX_CHARACTERS) return name;
	const ending = /\.[^. ]{1,16}$/u.exec(name)?.[0] ?? "";
	return letters.slice(0, MAX_CHARACTERS - [...ending].length).join("") + ending;
}

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

interface UploadsOptions {
	readonly writer: Writer;
	readonly events: WorkspaceEventHub;
}

export function createUploads({ writer, events }: UploadsOptions): Uploads {
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
		act.afterCommit(() => events.emit("uploadStarted", { attachmentId: file.id }));
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

/**
 * Takes the files that a prompt names, as part of the act that stores it: one's own, once they are whole, and those
 * that an earlier prompt has shown to everybody.
 *
 * @throws `attachment_not_found` or `attachment_too_large`
 */
export async function claimAttachments(
	act: Transaction,
	by: Identity,
	ids: readonly string[],
	promptId: string,
): Promise<readonly Attachment[]> {
	const files: StoredAttachment[] = [];
	for (const id of new Set(ids)) files.push(await requireComplete(act, by, id));
	const bytes = files.reduce((sum, { size }) => sum + size, 0);
	if (bytes > LIMITS.promptAttachmentBytes) throw refusal(promptFilesTooLarge());
	for (const { id } of files) await markSent(act.tx, id, promptId, Date.now());
	return files.map(toAttachment);
}

async function requireComplete(act: Transaction, by: Identity, id: string): Promise<StoredAttachment> {
	const file = await findAttachment(act.tx, id);
	const isTheirs = file?.userId === by.userId || file?.promptId !== null;
	// What an earlier prompt has sent may lie in the sandbox still, when its bytes are no longer kept here.
	const isThere = file?.bytes === "kept" || file?.path !== null;
	if (file && isTheirs && isThere && file.received === file.size) return file;
	throw refusal(attachmentNotFound());
}

/** Files looked at in one go, and pieces dropped in one commit, which Rivet takes up to 1.3 MB of. */
const FILES_PER_RUN = 20;
const CHUNKS_PER_COMMIT = 12;

interface AttachmentCleanupOptions {
	readonly db: RawAccess;
	readonly log: WorkspaceLog;
	readonly retentionMs: number;
}

/** Drops the bytes of files that nobody has touched for a while. Never rejects. */
export function createAttachmentCleanup({ db, log, retentionMs }: AttachmentCleanupOptions): () => Promise<void> {
	async function sweep(): Promise<void> {
		const time = Date.now() - retentionMs;
		const expired = await findExpired(db, time, FILES_PER_RUN);
		for (const id of expired) await drop(id, time);
		if (expired.length > 0) log("info", "attachments_dropped", { files: expired.length });
	}

	async function drop(id: string, time: number): Promise<void> {
		await db.transaction((tx) => beginDropping(tx, id, time), { name: "workspace.sweep" });
		const dropSome = () => db.transaction((tx) => dropChunks(tx, id, CHUNKS_PER_COMMIT), { name: "workspace.sweep" });
		while (!(await dropSome()));
	}

	return () => sweep().catch((error: unknown) => log("warn", "sweep_failed", { error }));
}
