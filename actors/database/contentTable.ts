import type { RawAccess } from "rivetkit/db";

/**
 * Binary content that the agent sent: pictures, audio, embedded files. Their items refer to it by `id`, which is derived
 * from the content. The bytes are in `content_chunks`, in base64, and all there when `is_complete` is 1.
 */
export const CONTENT_TABLE = `
CREATE TABLE contents (
	id TEXT PRIMARY KEY,
	size INTEGER NOT NULL,
	is_complete INTEGER NOT NULL,
	touched_at INTEGER NOT NULL
);
CREATE INDEX contents_by_age ON contents (is_complete, touched_at);
CREATE TABLE content_chunks (
	content_id TEXT NOT NULL,
	number INTEGER NOT NULL,
	data TEXT NOT NULL,
	PRIMARY KEY (content_id, number)
);`;

interface ContentRow {
	readonly size: number;
	readonly isComplete: boolean;
}

export async function findContent(db: RawAccess, id: string): Promise<ContentRow | undefined> {
	const [row] = await db.execute<{ size: number; isComplete: number }>(
		"SELECT size, is_complete AS isComplete FROM contents WHERE id = ?",
		id,
	);
	return row && { size: row.size, isComplete: row.isComplete === 1 };
}

export async function insertContent(db: RawAccess, id: string, size: number, now: number): Promise<void> {
	await db.execute("INSERT INTO contents (id, size, is_complete, touched_at) VALUES (?, ?, 0, ?)", id, size, now);
}

export async function insertContentChunk(db: RawAccess, id: string, number: number, data: string): Promise<void> {
	await db.execute("INSERT INTO content_chunks (content_id, number, data) VALUES (?, ?, ?)", id, number, data);
}

/** The agent has sent the content again, or all of it is stored. */
export async function markContentComplete(db: RawAccess, id: string, now: number): Promise<void> {
	await db.execute("UPDATE contents SET is_complete = 1, touched_at = ? WHERE id = ?", now, id);
}

/** From now on nobody reads the content, and it is deleted. */
export async function markContentIncomplete(db: RawAccess, id: string): Promise<void> {
	await db.execute("UPDATE contents SET is_complete = 0 WHERE id = ?", id);
}

/** At most `limit` chunks from `start` on, in order. */
export async function readContentChunks(
	db: RawAccess,
	id: string,
	start: number,
	limit: number,
): Promise<readonly string[]> {
	const rows = await db.execute<{ data: string }>(
		"SELECT data FROM content_chunks WHERE content_id = ? AND number >= ? ORDER BY number LIMIT ?",
		...[id, start, limit],
	);
	return rows.map(({ data }) => data);
}

/** The bytes of all contents together. */
export async function sumContents(db: RawAccess): Promise<number> {
	const [row] = await db.execute<{ bytes: number }>("SELECT ifnull(sum(size), 0) AS bytes FROM contents");
	return row?.bytes ?? 0;
}

/** The content that was not sent for the longest time. */
export async function findOldestContent(db: RawAccess): Promise<string | undefined> {
	const [row] = await db.execute<{ id: string }>(
		"SELECT id FROM contents WHERE is_complete = 1 ORDER BY touched_at, rowid LIMIT 1",
	);
	return row?.id;
}

/** Contents whose storing or deleting was interrupted. */
export async function findIncompleteContents(db: RawAccess): Promise<readonly string[]> {
	const rows = await db.execute<{ id: string }>("SELECT id FROM contents WHERE is_complete = 0");
	return rows.map(({ id }) => id);
}

/** Deletes at most `limit` chunks, and the content with the last of them. Returns whether nothing is left. */
export async function deleteContentChunks(db: RawAccess, id: string, limit: number): Promise<boolean> {
	await db.execute(
		`DELETE FROM content_chunks WHERE content_id = ? AND number IN
			(SELECT number FROM content_chunks WHERE content_id = ? ORDER BY number DESC LIMIT ?)`,
		...[id, id, limit],
	);
	const [first] = await readContentChunks(db, id, 0, 1);
	if (first !== undefined) return false;
	await db.execute("DELETE FROM contents WHERE id = ?", id);
	return true;
}
