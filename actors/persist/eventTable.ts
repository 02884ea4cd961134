import type { SessionEvent } from "sandbox-agent";
import type { EventRow } from "./eventRow.ts";
import type { SqlExecutor } from "./sqlAccess.ts";

/** Where a page of events ended. */
export interface EventPosition {
	readonly eventIndex: number;
	readonly id: string;
}

/** SQLite takes 999 values in a statement of any version; four make a row. */
const ROWS_PER_STATEMENT = 200;

/** Writes rows that may have been written before. */
export async function writeEventRows(db: SqlExecutor, rows: readonly EventRow[]): Promise<void> {
	for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
		const some = rows.slice(start, start + ROWS_PER_STATEMENT);
		const values = some.flatMap(({ sessionId, eventIndex, id, body }) => [sessionId, eventIndex, id, body]);
		await db.execute(
			`INSERT OR REPLACE INTO session_events (session_id, event_index, id, body)
			VALUES ${some.map(() => "(?, ?, ?, ?)").join(", ")}`,
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
