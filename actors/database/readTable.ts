import type { RawAccess } from "rivetkit/db";
import { LIMITS, type PromptItem, type ReadMark, type TimelineItem } from "../../src/protocol/index.ts";
import { type CountedItem, type CountedMessage, UNREAD_KINDS } from "../../src/rules/unread.ts";

/** How far each person has read: `ord` is the place of an item, `at` when they were last there. */
export const READ_TABLE = `
CREATE TABLE reads (
	user_id TEXT PRIMARY KEY,
	ord INTEGER NOT NULL,
	at INTEGER NOT NULL
) WITHOUT ROWID;`;

export const READERS_INDEX = "CREATE INDEX reads_by_time ON reads (at);";

export async function findReadMark(db: RawAccess, userId: string): Promise<ReadMark | null> {
	const [row] = await db.execute<{ order: number; at: number }>(
		`SELECT ord AS "order", at FROM reads WHERE user_id = ?`,
		userId,
	);
	return row ? { order: row.order, at: row.at } : null;
}

/** The marks of those who were there last, at most `limit`. */
export async function findReaders(
	db: RawAccess,
	limit: number,
): Promise<readonly (ReadMark & { readonly userId: string })[]> {
	return db.execute<{ userId: string; order: number; at: number }>(
		`SELECT user_id AS userId, ord AS "order", at FROM reads ORDER BY at DESC, user_id LIMIT ?`,
		limit,
	);
}

export async function writeReadMark(db: RawAccess, userId: string, { order, at }: ReadMark): Promise<void> {
	await db.execute(
		"INSERT INTO reads (user_id, ord, at) VALUES (?, ?, ?) ON CONFLICT (user_id) DO UPDATE SET ord = excluded.ord, at = excluded.at",
		...[userId, order, at],
	);
}

/**
 * Deletes marks, first those of who was not here for the longest, as long as there are more than `limit`.
 *
 * @returns Whose they were.
 */
export async function deleteOldestReadMarks(db: RawAccess, limit: number): Promise<readonly string[]> {
	const [row] = await db.execute<{ count: number }>("SELECT count(*) AS count FROM reads");
	const excess = (row?.count ?? 0) - limit;
	if (excess <= 0) return [];
	const rows = await db.execute<{ user_id: string }>(
		"DELETE FROM reads WHERE user_id IN (SELECT user_id FROM reads ORDER BY at LIMIT ?) RETURNING user_id",
		excess,
	);
	return rows.map(({ user_id }) => user_id);
}

export async function deleteReadMark(db: RawAccess, userId: string): Promise<void> {
	await db.execute("DELETE FROM reads WHERE user_id = ?", userId);
}

interface CountedRow {
	readonly id: string;
	readonly kind: string;
	readonly ord: number;
	readonly body: string | null;
	readonly turnId: string | null;
}

// Not an interface: Rivet asks for an index signature.
type CountedColumns = { [Column in keyof CountedRow]: CountedRow[Column] };

const KINDS = UNREAD_KINDS.map((kind) => `'${kind}'`).join(", ");

/** The newest items after a place that may count as unread, newest first, none of a subagent. Of messages without their text. */
const COUNTED_ITEMS = `
	SELECT id, kind, ord, iif(kind = 'message', NULL, ifnull(wire, body)) AS body,
		iif(kind = 'message', json_extract(body, '$.turnId'), NULL) AS turnId
	FROM items WHERE place = 'timeline' AND ord > ? AND kind IN (${KINDS})
		AND NOT (kind = 'message' AND json_extract(body, '$.parentId') IS NOT NULL)
	ORDER BY ord DESC LIMIT ?`;

export async function readCountedItems(db: RawAccess, after: number, limit: number): Promise<readonly CountedItem[]> {
	return (await db.execute<CountedColumns>(COUNTED_ITEMS, ...[after, limit])).map(toCountedItem);
}

/** As they are, but of each turn its last message alone: whoever has not read that counts the turn, and once. */
export async function readCountedTurns(db: RawAccess, after: number, limit: number): Promise<readonly CountedItem[]> {
	const rows = await db.execute<CountedColumns>(
		`SELECT id, kind, max(ord) AS ord, body, turnId FROM (${COUNTED_ITEMS})
		GROUP BY kind = 'message', iif(kind = 'message', turnId, id) ORDER BY ord DESC LIMIT ?`,
		...[after, LIMITS.unreadItems, limit],
	);
	return rows.map(toCountedItem);
}

function toCountedItem({ id, ord, body, turnId }: CountedRow): CountedItem {
	if (body !== null) return JSON.parse(body);
	return { kind: "message", id, order: ord, turnId } satisfies CountedMessage;
}

/** A turn may have any number of items between its prompt and a place in it. */
const MAX_ITEMS_SEARCHED = 5_000;
/** The prompt of a turn, and some that were given to the agent in it. */
const PROMPTS_AT_PLACE = 4;

/** The last prompts up to a place: the turn of one of them may have run when somebody was there. */
export async function readPromptsAt(db: RawAccess, order: number): Promise<readonly PromptItem[]> {
	const rows = await db.execute<{ body: string }>(
		`SELECT ifnull(wire, body) AS body FROM
			(SELECT kind, wire, body FROM items WHERE place = 'timeline' AND ord <= ? ORDER BY ord DESC LIMIT ?)
		WHERE kind = 'prompt' LIMIT ?`,
		...[order, MAX_ITEMS_SEARCHED, PROMPTS_AT_PLACE],
	);
	return rows.map(({ body }) => JSON.parse(body));
}

/** Whether an item is one of those that `readCountedItems` reads. */
export function isCounted(item: TimelineItem): item is Extract<TimelineItem, CountedItem> {
	return UNREAD_KINDS.some((kind) => kind === item.kind);
}
