import type { RawAccess } from "rivetkit/db";
import { writeMeta } from "./metaTable.ts";

/**
 * What a process has left open when it ended, thousands of items maybe. A start cannot wait until all are stored as
 * closed, so it only notes up to which number they go, and whoever reads one before closes it for himself.
 */
export async function recordAbandonedItems(db: RawAccess, seq: number, now: number): Promise<void> {
	await writeMeta(db, "left_seq", seq);
	await writeMeta(db, "left_at", now);
}

/** In SQL: an item that was left open. Prompts never are, as a start closes the one that ran, and the others wait. */
export const IS_ABANDONED = `(open = 1 AND kind <> 'prompt'
	AND seq <= (SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'left_seq'))`;

/** In SQL: since when an item was left open, in milliseconds since 1970; null for all others. */
export const ABANDONED_AT = `CASE WHEN ${IS_ABANDONED} THEN (SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'left_at') END`;
