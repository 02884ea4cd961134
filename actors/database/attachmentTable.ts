import type { RawAccess } from "rivetkit/db";

/**
 * Files that people attach. `path` is the file's path in the sandbox, null until it was written there; `prompt_id` is
 * the first prompt that sent it; the content is in `attachment_chunks`, in base64, while `bytes` is `kept`.
 */
export const ATTACHMENT_TABLE = `
CREATE TABLE attachments (
	id TEXT PRIMARY KEY,
	user_id TEXT NOT NULL,
	name TEXT NOT NULL,
	mime_type TEXT NOT NULL,
	size INTEGER NOT NULL,
	received INTEGER NOT NULL,
	thumbnail TEXT,
	path TEXT,
	prompt_id TEXT,
	bytes TEXT NOT NULL,
	touched_at INTEGER NOT NULL
);
CREATE INDEX attachments_by_age ON attachments (touched_at) WHERE bytes <> 'dropped';
CREATE TABLE attachment_chunks (
	attachment_id TEXT NOT NULL,
	start INTEGER NOT NULL,
	data TEXT NOT NULL,
	PRIMARY KEY (attachment_id, start)
);`;

/** A stored file without its content. */
export interface StoredAttachment {
	readonly id: string;
	readonly userId: string;
	readonly name: string;
	readonly mimeType: string;
	readonly size: number;
	readonly received: number;
	readonly thumbnail: string | null;
	readonly path: string | null;
	readonly promptId: string | null;
	/** Dropping takes several commits, and the end of the process can interrupt it. */
	readonly bytes: "kept" | "dropping" | "dropped";
}

/** A chunk of a file, in base64. */
interface AttachmentChunk {
	readonly start: number;
	readonly data: string;
}

const COLUMNS = `id, user_id AS userId, name, mime_type AS mimeType, size, received, thumbnail, path,
	prompt_id AS promptId, bytes`;

export async function findAttachment(db: RawAccess, id: string): Promise<StoredAttachment | undefined> {
	const [row] = await db.execute<{ [Column in keyof StoredAttachment]: StoredAttachment[Column] }>(
		`SELECT ${COLUMNS} FROM attachments WHERE id = ?`,
		id,
	);
	return row;
}

export async function insertAttachment(db: RawAccess, attachment: StoredAttachment, now: number): Promise<void> {
	const { id, userId, name, mimeType, size, thumbnail } = attachment;
	await db.execute(
		`INSERT INTO attachments (id, user_id, name, mime_type, size, received, thumbnail, bytes, touched_at)
		VALUES (?, ?, ?, ?, ?, 0, ?, 'kept', ?)`,
		...[id, userId, name, mimeType, size, thumbnail, now],
	);
}

/** How many files of a person no prompt has sent yet, and how many bytes they will have when they are complete. */
export async function sumUnsent(
	db: RawAccess,
	userId: string,
): Promise<{ readonly files: number; readonly bytes: number }> {
	const [row] = await db.execute<{ files: number; bytes: number }>(
		"SELECT count(*) AS files, ifnull(sum(size), 0) AS bytes FROM attachments WHERE user_id = ? AND prompt_id IS NULL",
		userId,
	);
	return row ?? { files: 0, bytes: 0 };
}

export async function appendChunk(
	db: RawAccess,
	id: string,
	chunk: AttachmentChunk,
	received: number,
	now: number,
): Promise<void> {
	await db.execute(
		"INSERT INTO attachment_chunks (attachment_id, start, data) VALUES (?, ?, ?)",
		...[id, chunk.start, chunk.data],
	);
	await db.execute("UPDATE attachments SET received = ?, touched_at = ? WHERE id = ?", received, now, id);
}

/** At most `limit` chunks that begin at `start` or later, in order. */
export async function readChunks(
	db: RawAccess,
	id: string,
	start: number,
	limit: number,
): Promise<readonly AttachmentChunk[]> {
	return db.execute<{ start: number; data: string }>(
		"SELECT start, data FROM attachment_chunks WHERE attachment_id = ? AND start >= ? ORDER BY start LIMIT ?",
		...[id, start, limit],
	);
}

/** The chunks that begin after one place in the file and before another, in order. */
export async function readChunksBetween(
	db: RawAccess,
	id: string,
	after: number,
	before: number,
): Promise<readonly AttachmentChunk[]> {
	return db.execute<{ start: number; data: string }>(
		"SELECT start, data FROM attachment_chunks WHERE attachment_id = ? AND start > ? AND start < ? ORDER BY start",
		...[id, after, before],
	);
}

export async function markSent(db: RawAccess, id: string, promptId: string, now: number): Promise<void> {
	await db.execute(
		"UPDATE attachments SET prompt_id = ifnull(prompt_id, ?), touched_at = ? WHERE id = ?",
		...[promptId, now, id],
	);
}

export async function markDelivered(db: RawAccess, id: string, path: string, now: number): Promise<void> {
	await db.execute("UPDATE attachments SET path = ?, touched_at = ? WHERE id = ?", path, now, id);
}

/** The ids of at most `limit` files whose content was not used since `time`, or is being dropped already. */
export async function findExpired(db: RawAccess, time: number, limit: number): Promise<readonly string[]> {
	const rows = await db.execute<{ id: string }>(
		`SELECT id FROM attachments WHERE bytes <> 'dropped' AND (bytes = 'dropping' OR touched_at < ?)
		ORDER BY touched_at LIMIT ?`,
		...[time, limit],
	);
	return rows.map(({ id }) => id);
}

/** Marks a file as being dropped, unless it was used since `time`: from then on no chunk is added. */
export async function beginDropping(db: RawAccess, id: string, time: number): Promise<void> {
	await db.execute("UPDATE attachments SET bytes = 'dropping' WHERE id = ? AND touched_at < ?", id, time);
}

/**
 * Deletes at most `limit` chunks of a file that is being dropped. With the last chunk, a file that no prompt has sent is
 * deleted as well.
 *
 * @returns Whether nothing is left to delete.
 */
export async function dropChunks(db: RawAccess, id: string, limit: number): Promise<boolean> {
	const file = await findAttachment(db, id);
	if (file?.bytes !== "dropping") return true;
	await db.execute(
		`DELETE FROM attachment_chunks WHERE attachment_id = ? AND start IN
			(SELECT start FROM attachment_chunks WHERE attachment_id = ? ORDER BY start DESC LIMIT ?)`,
		...[id, id, limit],
	);
	const [first] = await readChunks(db, id, 0, 1);
	if (first) return false;
	await db.execute("UPDATE attachments SET bytes = 'dropped' WHERE id = ?", id);
	await db.execute("DELETE FROM attachments WHERE id = ? AND prompt_id IS NULL", id);
	return true;
}
