import type { RawAccess } from "rivetkit/db";
import type { SessionEvent, SessionRecord } from "sandbox-agent";
import { truncateText } from "../../src/rules/truncateText.ts";

/** The tables of `SqliteSessionPersistDriver`. Events are read by index, from either end. */
export const SQLITE_PERSIST_MIGRATION = `
CREATE TABLE sandbox_sessions (
	id TEXT PRIMARY KEY,
	created_at INTEGER NOT NULL,
	body TEXT NOT NULL
);
CREATE TABLE session_events (
	session_id TEXT NOT NULL,
	event_index INTEGER NOT NULL,
	id TEXT NOT NULL,
	body TEXT NOT NULL,
	PRIMARY KEY (session_id, event_index, id)
);`;

/** The part of Rivet's `c.db` that runs a statement, inside a transaction or outside. */
export type SqlExecutor = Pick<RawAccess, "execute">;

/** The part of Rivet's `c.db` that the driver needs. */
export type SqlAccess = Pick<RawAccess, "execute" | "transaction">;

/**
 * A value as JSON of at most `maxBytes` bytes in UTF-8. If it is larger, its longest texts are truncated, each with a
 * mark that contains the original length.
 *
 * @returns Null when that is still too large, as with a million small values.
 */
export function truncateJson(value: unknown, maxBytes: number): string | null {
	const whole = JSON.stringify(value);
	if (fitsBytes(whole, maxBytes)) return whole;
	for (let characters = maxBytes; characters >= 16; characters = Math.floor(characters / 4)) {
		const truncated = JSON.stringify(value, (_key, part: unknown) =>
			typeof part === "string" ? truncateWithMark(part, characters) : part,
		);
		if (fitsBytes(truncated, maxBytes)) return truncated;
	}
	return null;
}

function fitsBytes(json: string, maxBytes: number): boolean {
	return Buffer.byteLength(json) <= maxBytes;
}

function truncateWithMark(text: string, characters: number): string {
	return text.length <= characters ? text : `${truncateText(text, characters)}… [truncated, ${text.length} characters]`;
}

/** An event as it is stored. It is serialized on arrival, so that it is a copy and its size is known. */
export interface EventRow {
	readonly sessionId: string;
	readonly eventIndex: number;
	readonly id: string;
	readonly body: string;
	readonly bytes: number;
}

/** Rivet commits at most 1.3 MB at once. */
const MAX_EVENT_BYTES = 1_000_000;

/** Larger events are truncated, with a mark. */
export function createEventRow(sessionId: string, event: SessionEvent): EventRow {
	const body = truncateJson(event, MAX_EVENT_BYTES) ?? JSON.stringify({ ...event, payload: truncatedPayload(event) });
	return { sessionId, eventIndex: event.eventIndex, id: event.id, body, bytes: Buffer.byteLength(body) };
}

function truncatedPayload({ payload }: SessionEvent): unknown {
	return {
		jsonrpc: "2.0",
		method: "method" in payload ? payload.method : "_log/truncated",
		params: { truncated: true },
	};
}

/** The end of a page of events. */
export interface EventPosition {
	readonly eventIndex: number;
	readonly id: string;
}

/** Every version of SQLite takes 999 values in a statement; a row has four. */
const ROWS_PER_STATEMENT = 200;

/** Writes rows, which may be in the table already. */
export async function writeEventRows(db: SqlExecutor, rows: readonly EventRow[]): Promise<void> {
	for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
		const batch = rows.slice(start, start + ROWS_PER_STATEMENT);
		const values = batch.flatMap(({ sessionId, eventIndex, id, body }) => [sessionId, eventIndex, id, body]);
		await db.execute(
			`INSERT OR REPLACE INTO session_events (session_id, event_index, id, body)
			VALUES ${batch.map(() => "(?, ?, ?, ?)").join(", ")}`,
			...values,
		);
	}
}

export async function hasEventRow(db: SqlExecutor, { sessionId, eventIndex, id }: EventRow): Promise<boolean> {
	const rows = await db.execute(
		"SELECT 1 AS found FROM session_events WHERE session_id = ? AND event_index = ? AND id = ?",
		sessionId,
		eventIndex,
		id,
	);
	return rows.length > 0;
}

export async function readEventsAfter(
	db: SqlExecutor,
	sessionId: string,
	after: EventPosition,
	limit: number,
): Promise<SessionEvent[]> {
	const rows = await db.execute<{ body: string }>(
		`SELECT body FROM session_events WHERE session_id = ? AND (event_index, id) > (?, ?)
		ORDER BY event_index, id LIMIT ?`,
		sessionId,
		after.eventIndex,
		after.id,
		limit,
	);
	return rows.map(({ body }) => JSON.parse(body));
}

/** Newest first. */
export async function readEventsBefore(
	db: SqlExecutor,
	sessionId: string,
	before: EventPosition,
	limit: number,
): Promise<SessionEvent[]> {
	const rows = await db.execute<{ body: string }>(
		`SELECT body FROM session_events WHERE session_id = ? AND (event_index, id) < (?, ?)
		ORDER BY event_index DESC, id DESC LIMIT ?`,
		sessionId,
		before.eventIndex,
		before.id,
		limit,
	);
	return rows.map(({ body }) => JSON.parse(body));
}

export async function writeSession(db: SqlExecutor, session: SessionRecord): Promise<void> {
	await db.execute(
		`INSERT INTO sandbox_sessions (id, created_at, body) VALUES (?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET created_at = excluded.created_at, body = excluded.body`,
		session.id,
		session.createdAt,
		JSON.stringify(session),
	);
}

export async function readSession(db: SqlExecutor, id: string): Promise<SessionRecord | undefined> {
	const [row] = await db.execute<{ body: string }>("SELECT body FROM sandbox_sessions WHERE id = ?", id);
	return row && JSON.parse(row.body);
}

export async function readSessions(db: SqlExecutor, offset: number, limit: number): Promise<SessionRecord[]> {
	const rows = await db.execute<{ body: string }>(
		"SELECT body FROM sandbox_sessions ORDER BY created_at, id LIMIT ? OFFSET ?",
		limit,
		offset,
	);
	return rows.map(({ body }) => JSON.parse(body));
}
