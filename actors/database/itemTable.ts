import type { RawAccess } from "rivetkit/db";
import { LIMITS, type TimelineItem } from "../../src/protocol/index.ts";
import { cutItem } from "../items/cutItem.ts";
import { isOpen } from "../items/isOpen.ts";
import { keepItem } from "../items/keepItem.ts";

/** Rivet cannot commit more than 1.3 MB at once, and a flush writes raw events beside the items. */
export const MAX_COMMIT_BYTES = 700_000;

/**
 * One row per item. `wire` is the cut form of an item too long to send, null where `body` itself is sent;
 * `open` marks what has not ended yet, so that a start finds it without reading the history.
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

/** A row as it is written: made first, so that its size is known before it joins a transaction. */
export interface ItemRow {
	/** What is kept of the item. */
	readonly item: TimelineItem;
	readonly values: readonly (string | number | null)[];
	readonly bytes: number;
}

/** @param maxBytes - A longer body is cut. */
export function createItemRow(item: TimelineItem, maxBytes?: number): ItemRow {
	const kept = keepItem(item, maxBytes);
	const body = JSON.stringify(kept);
	const cut = cutItem(kept, LIMITS.itemBytes);
	const wire = cut === kept ? null : JSON.stringify(cut);
	const place = item.kind === "prompt" && item.state === "queued" ? "queue" : "timeline";
	return {
		item: kept,
		values: [item.id, item.order, item.seq, item.kind, place, isOpen(item) ? 1 : 0, body, wire],
		bytes: Buffer.byteLength(body) + (wire === null ? 0 : Buffer.byteLength(wire)),
	};
}

/** Rows that are stored all at once: where they are too much for one commit, each gets its share. */
export function createActRows(items: readonly TimelineItem[]): readonly ItemRow[] {
	const rows = items.map((item) => createItemRow(item));
	const bytes = rows.reduce((sum, row) => sum + row.bytes, 0);
	if (bytes <= MAX_COMMIT_BYTES) return rows;
	const share = Math.floor(MAX_COMMIT_BYTES / 2 / items.length);
	return items.map((item) => createItemRow(item, share));
}

export async function writeItemRow(db: RawAccess, row: ItemRow): Promise<void> {
	await db.execute(
		`INSERT INTO items (id, ord, seq, kind, place, open, body, wire) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET ord = excluded.ord, seq = excluded.seq, place = excluded.place,
			open = excluded.open, body = excluded.body, wire = excluded.wire`,
		...row.values,
	);
}

/** The newest `limit` items of the timeline that stand before `before`, newest first. */
export async function readItemsBefore(db: RawAccess, before: number, limit: number): Promise<TimelineItem[]> {
	return readItems(db, "WHERE place = 'timeline' AND ord < ? ORDER BY ord DESC LIMIT ?", before, limit);
}

/** At most `limit` items of the timeline that changed after `seq`. */
export async function readItemsAfter(db: RawAccess, seq: number, limit: number): Promise<TimelineItem[]> {
	return readItems(db, "WHERE place = 'timeline' AND seq > ? ORDER BY seq LIMIT ?", seq, limit);
}

/** What has not ended, oldest first and whole. */
export async function readOpenItems(db: RawAccess): Promise<TimelineItem[]> {
	const rows = await db.execute<{ body: string }>("SELECT body FROM items WHERE open = 1 ORDER BY ord");
	return rows.map((row) => JSON.parse(row.body));
}

/** One item whole. */
export async function readItem(db: RawAccess, id: string): Promise<TimelineItem | undefined> {
	const [row] = await db.execute<{ body: string }>("SELECT body FROM items WHERE id = ?", id);
	return row && JSON.parse(row.body);
}

/** The highest numbers given so far; what was moved in the queue may stand between two whole ones. */
export async function readLastNumbers(db: RawAccess): Promise<{ readonly seq: number; readonly order: number }> {
	const [row] = await db.execute<{ seq: number; ord: number }>(
		"SELECT ifnull(max(seq), 0) AS seq, (SELECT ifnull(max(ord), 0) FROM items) AS ord FROM items",
	);
	return { seq: row?.seq ?? 0, order: Math.ceil(row?.ord ?? 0) };
}

async function readItems(db: RawAccess, where: string, ...values: number[]): Promise<TimelineItem[]> {
	const rows = await db.execute<{ body: string }>(`SELECT ifnull(wire, body) AS body FROM items ${where}`, ...values);
	return rows.map((row) => JSON.parse(row.body));
}
