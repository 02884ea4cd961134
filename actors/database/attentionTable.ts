import type { RawAccess } from "rivetkit/db";
import type { ReadMark } from "../../src/protocol/index.ts";
import type { PersonCount } from "../../src/protocol/workspaceReport.ts";
import type { AttentionChange } from "../../src/rules/attention.ts";

/**
 * What waits for people: it is reported to the host, and counted for the list of workspaces. `state` is what is the case,
 * `delivered` what the host was told last; a row is deleted once it was told that nothing waits any more. `due_at` is when
 * it is told next, and `failures` how often it was told without an answer, with the attempt that runs.
 */
export const ATTENTION_TABLE = `
CREATE TABLE attention (
	id TEXT PRIMARY KEY,
	kind TEXT NOT NULL,
	item_id TEXT NOT NULL,
	user_id TEXT,
	since INTEGER NOT NULL,
	state TEXT NOT NULL,
	delivered TEXT,
	failures INTEGER NOT NULL,
	due_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX attention_due ON attention (due_at) WHERE delivered IS NOT state;
CREATE INDEX attention_by_person ON attention (user_id) WHERE user_id IS NOT NULL;`;

/** What waits can be a person's request that no item is about: then `item_id` is null, and `by_id` says whose it is. */
export const ATTENTION_REQUESTS = `
ALTER TABLE attention RENAME TO attention_of_items;
CREATE TABLE attention (
	id TEXT PRIMARY KEY,
	kind TEXT NOT NULL,
	item_id TEXT,
	user_id TEXT,
	by_id TEXT,
	since INTEGER NOT NULL,
	state TEXT NOT NULL,
	delivered TEXT,
	failures INTEGER NOT NULL,
	due_at INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO attention (id, kind, item_id, user_id, since, state, delivered, failures, due_at)
	SELECT id, kind, item_id, user_id, since, state, delivered, failures, due_at FROM attention_of_items;
DROP TABLE attention_of_items;
CREATE INDEX attention_due ON attention (due_at) WHERE delivered IS NOT state;
CREATE INDEX attention_by_person ON attention (user_id) WHERE user_id IS NOT NULL;
CREATE INDEX attention_by_item ON attention (item_id) WHERE item_id IS NOT NULL;`;

/** A row of the table. */
export interface AttentionRow {
	readonly id: string;
	readonly kind: AttentionChange["kind"];
	readonly itemId: string | null;
	readonly userId: string | null;
	/** Whose request it is; null for what an item says. */
	readonly byId: string | null;
	readonly since: number;
	readonly state: "waiting" | "settled";
	readonly failures: number;
	readonly dueAt: number;
}

const COLUMNS =
	"id, kind, item_id AS itemId, user_id AS userId, by_id AS byId, since, state, failures, due_at AS dueAt";

/** Something begins to wait. What waits already, or has waited, stays as it is. */
export async function insertAttention(
	db: RawAccess,
	{ id, kind, userId, since }: AttentionChange,
	{ itemId, byId }: Pick<AttentionRow, "itemId" | "byId">,
	dueAt: number,
): Promise<void> {
	await db.execute(
		`INSERT INTO attention (id, kind, item_id, user_id, by_id, since, state, failures, due_at)
		VALUES (?, ?, ?, ?, ?, ?, 'waiting', 0, ?) ON CONFLICT (id) DO NOTHING`,
		...[id, kind, itemId, userId, byId, since, dueAt],
	);
}

/** Something no longer waits. What the host cannot have been told is forgotten: no attempt to tell it has begun. */
export async function settleAttention(db: RawAccess, id: string, now: number): Promise<void> {
	await db.execute("DELETE FROM attention WHERE id = ? AND delivered IS NULL AND failures = 0", id);
	await db.execute(
		"UPDATE attention SET state = 'settled', failures = 0, due_at = ? WHERE id = ? AND state = 'waiting'",
		...[now, id],
	);
}

/** The ids of what a person has seen with this mark: the ends of their turns, and the notes that name them. */
export async function findRead(db: RawAccess, userId: string, { order, at }: ReadMark): Promise<readonly string[]> {
	const rows = await db.execute<{ id: string }>(
		`SELECT id FROM attention WHERE user_id = ? AND since <= ? AND state = 'waiting' AND (
			kind IN ('turn_finished', 'turn_failed')
			OR kind = 'mention' AND item_id IN (SELECT id FROM items WHERE ord <= ?))`,
		...[userId, at, order],
	);
	return rows.map(({ id }) => id);
}

/** The ids of what waits because of the notes of a thread. */
export async function findThreadMentions(db: RawAccess, threadId: string): Promise<readonly string[]> {
	const rows = await db.execute<{ id: string }>(
		`SELECT attention.id FROM attention JOIN items ON items.id = attention.item_id
		WHERE attention.kind = 'mention' AND attention.state = 'waiting'
			AND (items.id = ? OR json_extract(items.body, '$.threadId') = ?)`,
		...[threadId, threadId],
	);
	return rows.map(({ id }) => id);
}

/** The ids of what waits because of a suggestion. */
export async function findSuggestion(db: RawAccess, promptId: string): Promise<readonly string[]> {
	const rows = await db.execute<{ id: string }>(
		"SELECT id FROM attention WHERE item_id = ? AND kind = 'suggestion' AND state = 'waiting'",
		promptId,
	);
	return rows.map(({ id }) => id);
}

/** The ids of what waits for one person. */
export async function findWaitingFor(db: RawAccess, userId: string): Promise<readonly string[]> {
	const rows = await db.execute<{ id: string }>(
		"SELECT id FROM attention WHERE user_id = ? AND state = 'waiting'",
		userId,
	);
	return rows.map(({ id }) => id);
}

/** What waits, of a kind. */
export async function findWaiting(db: RawAccess, kinds: readonly AttentionChange["kind"][]): Promise<AttentionRow[]> {
	return db.execute<{ [Column in keyof AttentionRow]: AttentionRow[Column] }>(
		`SELECT ${COLUMNS} FROM attention WHERE state = 'waiting' AND kind IN (${kinds.map(() => "?").join(", ")})`,
		...kinds,
	);
}

/** How much waits for single people that the host was told or would be by now, for those first for whom something is newest. */
export async function countWaiting(db: RawAccess, now: number, limit: number): Promise<readonly PersonCount[]> {
	return db.execute<{ userId: string; count: number }>(
		`SELECT user_id AS userId, count(*) AS count FROM attention
		WHERE user_id IS NOT NULL AND state = 'waiting' AND (due_at <= ? OR failures > 0 OR delivered IS NOT NULL)
		GROUP BY user_id ORDER BY max(since) DESC, user_id LIMIT ?`,
		...[now, limit],
	);
}

/** What the host is to be told next. */
export async function findNextDue(db: RawAccess): Promise<AttentionRow | undefined> {
	const [row] = await db.execute<{ [Column in keyof AttentionRow]: AttentionRow[Column] }>(
		`SELECT ${COLUMNS} FROM attention WHERE delivered IS NOT state ORDER BY due_at, id LIMIT 1`,
	);
	return row;
}

/** The host was told, or is not told any more. */
export async function markDelivered(db: RawAccess, { id, state }: AttentionRow): Promise<void> {
	if (state === "settled") await deleteAttention(db, id);
	else await db.execute("UPDATE attention SET delivered = ?, failures = 0 WHERE id = ?", state, id);
}

export async function deleteAttention(db: RawAccess, id: string): Promise<void> {
	await db.execute("DELETE FROM attention WHERE id = ?", id);
}

/**
 * The host is about to be told. It counts as a failure until the host has taken it: the process may end in between, and the
 * host is then told again. False if the row is no longer as it was read.
 */
export async function markBegun(db: RawAccess, { id, state, failures }: AttentionRow): Promise<boolean> {
	const begun = await db.execute(
		"UPDATE attention SET failures = ? WHERE id = ? AND state = ? AND failures = ? RETURNING id",
		...[failures + 1, id, state, failures],
	);
	return begun.length > 0;
}

/** Telling the host has failed: it is told again, unless something else is to be told by now. */
export async function markFailed(db: RawAccess, { id, state }: AttentionRow, dueAt: number): Promise<void> {
	await db.execute("UPDATE attention SET due_at = ? WHERE id = ? AND state = ?", ...[dueAt, id, state]);
}

/** What waits for a person, and what they ask others for. */
export async function deleteAttentionOf(db: RawAccess, userId: string): Promise<void> {
	await db.execute("DELETE FROM attention WHERE user_id = ? OR by_id = ?", userId, userId);
}

/** Ends of turns and mentions that nobody has read for long. */
export async function deleteAttentionBefore(db: RawAccess, time: number): Promise<void> {
	await db.execute(
		"DELETE FROM attention WHERE since < ? AND kind IN ('turn_finished', 'turn_failed', 'mention')",
		time,
	);
}
