import type { RawAccess } from "rivetkit/db";
import { LIMITS, type PromptItem, type TimelineItem } from "../../src/protocol/index.ts";
import { interruptItem, isOpenItem } from "../../src/rules/items.ts";
import { truncateForStorage, truncateItem } from "../items/itemSize.ts";
import { writeMeta } from "./metaTable.ts";

/**
 * Records that all items up to `seq` were abandoned by an earlier process at `now`. They may be thousands, and a start
 * cannot wait until all are stored as closed; until then the queries here return the open ones among them as closed.
 */
export async function recordAbandonedItems(db: RawAccess, seq: number, now: number): Promise<void> {
	await writeMeta(db, "left_seq", seq);
	await writeMeta(db, "left_at", now);
}

/** In SQL: whether an item was abandoned. Prompts are not: a start closes the one that ran, and the others still wait. */
const IS_ABANDONED = `(open = 1 AND kind <> 'prompt'
	AND seq <= (SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'left_seq'))`;

/** In SQL: when an item was abandoned, in milliseconds since 1970; null for all others. */
const ABANDONED_AT = `CASE WHEN ${IS_ABANDONED} THEN (SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'left_at') END`;

/** Rivet cannot commit more than 1.3 MB at once, and a flush writes raw events beside the items. */
export const MAX_FLUSH_BYTES = 700_000;

/** A transaction writes no raw events. */
export const MAX_TRANSACTION_BYTES = 1_100_000;

/** Rivet counts pages. A row may touch a page of its own beside its text, because ids, and so the index, are random. */
const ROW_BYTES = 4_096;

/** What is kept of each item at least, when a transaction changes very many. */
const MIN_SHARE_BYTES = 512;

/** Every version of SQLite accepts 999 values in a statement, and a row has eight. */
const ROWS_PER_STATEMENT = 100;

/**
 * One row per item. `wire` is the truncated form of an item that is too long to send, null where `body` itself is sent;
 * `open` marks items that have not ended, so that a start finds them without reading the history.
 */
export const ITEM_TABLE = `
CREATE TABLE items (
	id TEXT PRIMARY KEY,
	ord INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	kind TEXT NOT NULL,
	place TEXT NOT NULL,
	open INTEGER NOT NULL,
	body TEXT NOT NULL,
	wire TEXT
);
CREATE INDEX items_by_order ON items (place, ord);
CREATE INDEX items_by_seq ON items (seq);
CREATE INDEX items_open ON items (ord) WHERE open = 1;`;

/** Lets a start find the open prompts among thousands of open tool calls. */
export const OPEN_PROMPTS_INDEX = "CREATE INDEX items_open_prompts ON items (ord) WHERE open = 1 AND kind = 'prompt';";

/** Lists who has prompted here without reading the prompts. */
export const PROMPT_AUTHORS_INDEX = `
CREATE INDEX items_prompt_authors ON items (json_extract(body, '$.by.userId'), json_extract(body, '$.by.name'))
	WHERE kind = 'prompt';`;

/** As written in the index and in each query for it: SQLite compares the words. */
const REACHED_AGENT = "kind = 'prompt' AND json_extract(body, '$.state') NOT IN ('queued', 'withdrawn')";

/** Whoever only has prompts that wait, or that were declined or taken back, has said nothing to the agent. */
export const HEARD_AUTHORS_INDEX = `
DROP INDEX items_prompt_authors;
CREATE INDEX items_prompt_authors ON items (json_extract(body, '$.by.userId'), json_extract(body, '$.by.name'))
	WHERE ${REACHED_AGENT};`;

/** A row to be written. Created first, so that its size is known before it joins a transaction. */
export interface ItemRow {
	/** The item as it is stored. */
	readonly item: TimelineItem;
	readonly values: readonly (string | number | null)[];
	/** What it takes up in a commit. */
	readonly bytes: number;
}

/** @param maxBytes - A longer body is truncated. */
export function createItemRow(item: TimelineItem, maxBytes?: number): ItemRow {
	const kept = truncateForStorage(item, maxBytes);
	const body = JSON.stringify(kept);
	const sent = truncateItem(kept, LIMITS.itemBytes);
	const wire = sent === kept ? null : JSON.stringify(sent);
	const place = item.kind === "prompt" && item.state === "queued" ? "queue" : "timeline";
	return {
		item: kept,
		values: [item.id, item.order, item.seq, item.kind, place, isOpenItem(item) ? 1 : 0, body, wire],
		bytes: ROW_BYTES + Buffer.byteLength(body) + (wire === null ? 0 : Buffer.byteLength(wire)),
	};
}

/** Rows for one commit. When they are too large together, each item is truncated to an equal share. */
export function createTransactionRows(items: readonly TimelineItem[]): readonly ItemRow[] {
	const rows = items.map((item) => createItemRow(item));
	const bytes = rows.reduce((sum, row) => sum + row.bytes, 0);
	if (bytes <= MAX_TRANSACTION_BYTES) return rows;
	const share = Math.floor((MAX_TRANSACTION_BYTES / items.length - ROW_BYTES) / 2);
	return items.map((item) => createItemRow(item, Math.max(MIN_SHARE_BYTES, share)));
}

export async function writeItemRows(db: RawAccess, rows: readonly ItemRow[]): Promise<void> {
	for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
		const some = rows.slice(start, start + ROWS_PER_STATEMENT);
		await db.execute(
			`INSERT INTO items (id, ord, seq, kind, place, open, body, wire)
			VALUES ${some.map(() => "(?, ?, ?, ?, ?, ?, ?, ?)").join(", ")}
			ON CONFLICT (id) DO UPDATE SET ord = excluded.ord, seq = excluded.seq, kind = excluded.kind,
				place = excluded.place, open = excluded.open, body = excluded.body, wire = excluded.wire`,
			...some.flatMap((row) => row.values),
		);
	}
}

/** The newest `limit` items of the timeline with an `order` below `before`, newest first. */
export async function readItemsBefore(db: RawAccess, before: number, limit: number): Promise<TimelineItem[]> {
	return readItems(db, "WHERE place = 'timeline' AND ord < ? ORDER BY ord DESC LIMIT ?", before, limit);
}

/** At most `limit` items of the timeline that changed after `seq`. */
export async function readItemsAfter(db: RawAccess, seq: number, limit: number): Promise<TimelineItem[]> {
	// The plus keeps SQLite from the index by place, in which it would read the whole timeline to find the few.
	return readItems(db, "WHERE +place = 'timeline' AND seq > ? ORDER BY seq LIMIT ?", seq, limit);
}

/** The prompts that wait or run, oldest first, not truncated. */
export async function readOpenPrompts(db: RawAccess): Promise<PromptItem[]> {
	const rows = await db.execute<{ body: string }>(
		"SELECT body FROM items WHERE open = 1 AND kind = 'prompt' ORDER BY ord",
	);
	return rows.map((row) => JSON.parse(row.body));
}

/** Everybody of whom the agent has got a prompt, each with one of the names that they have had: a step in the index for each. */
export async function readPromptAuthors(
	db: RawAccess,
): Promise<readonly { readonly userId: string; readonly name: string }[]> {
	const userId = "json_extract(body, '$.by.userId')";
	return db.execute<{ userId: string; name: string }>(
		`WITH RECURSIVE authors (userId) AS (
			SELECT min(${userId}) FROM items WHERE ${REACHED_AGENT}
			UNION ALL
			SELECT (SELECT min(${userId}) FROM items WHERE ${REACHED_AGENT} AND ${userId} > authors.userId)
				FROM authors WHERE authors.userId IS NOT NULL
		)
		SELECT userId, (SELECT json_extract(body, '$.by.name') FROM items WHERE ${REACHED_AGENT} AND ${userId} = authors.userId
			LIMIT 1) AS name FROM authors WHERE userId IS NOT NULL`,
	);
}

/** At most `limit` abandoned items as they are closed, oldest first, not truncated. */
export async function readAbandonedItems(db: RawAccess, limit: number): Promise<TimelineItem[]> {
	const where = `WHERE ${IS_ABANDONED} ORDER BY ord LIMIT ?`;
	const rows = await db.execute<StoredItem>(`SELECT body, ${ABANDONED_AT} AS abandonedAt FROM items ${where}`, limit);
	return rows.map(toItem);
}

/** One item, not truncated. */
export async function readItem(db: RawAccess, id: string): Promise<TimelineItem | undefined> {
	const [row] = await db.execute<StoredItem>(`SELECT body, ${ABANDONED_AT} AS abandonedAt FROM items WHERE id = ?`, id);
	return row && toItem(row);
}

/** Those of the items that are stored, by their ids, not truncated. */
export async function readItemsById(db: RawAccess, ids: readonly string[]): Promise<ReadonlyMap<string, TimelineItem>> {
	const items = new Map<string, TimelineItem>();
	for (const id of ids) {
		const item = await readItem(db, id);
		if (item) items.set(id, item);
	}
	return items;
}

/** The highest numbers assigned so far. `order` is rounded up: a prompt that was moved lies between two integers. */
export async function readLastNumbers(db: RawAccess): Promise<{ readonly seq: number; readonly order: number }> {
	const highest = "SELECT ifnull(max(ord), 0) FROM items WHERE place =";
	const [row] = await db.execute<{ seq: number; ord: number }>(
		`SELECT ifnull(max(seq), 0) AS seq, max((${highest} 'timeline'), (${highest} 'queue')) AS ord FROM items`,
	);
	return { seq: row?.seq ?? 0, order: Math.ceil(row?.ord ?? 0) };
}

type StoredItem = { readonly body: string; readonly abandonedAt: number | null };

async function readItems(db: RawAccess, where: string, ...values: number[]): Promise<TimelineItem[]> {
	const fields = `ifnull(wire, body) AS body, ${ABANDONED_AT} AS abandonedAt`;
	const rows = await db.execute<StoredItem>(`SELECT ${fields} FROM items ${where}`, ...values);
	return rows.map(toItem);
}

function toItem({ body, abandonedAt }: StoredItem): TimelineItem {
	const item: TimelineItem = JSON.parse(body);
	return abandonedAt === null ? item : interruptItem(item, abandonedAt);
}

/** The rows of the first items that fit into `maxBytes` together, but always at least one. */
export function takeRowsWithinBytes(
	items: readonly TimelineItem[],
	createRow: (item: TimelineItem) => ItemRow,
	maxBytes: number,
): readonly ItemRow[] {
	const rows: ItemRow[] = [];
	let bytes = 0;
	for (const item of items) {
		const row = createRow(item);
		bytes += row.bytes;
		if (bytes > maxBytes && rows.length > 0) break;
		rows.push(row);
	}
	return rows;
}
