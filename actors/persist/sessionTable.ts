import type { SessionRecord } from "sandbox-agent";
import type { SqlExecutor } from "./sqlAccess.ts";

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
