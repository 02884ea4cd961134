import type { RawAccess } from "rivetkit/db";

/** The first response to each request by its client id, so that a repeat changes nothing. */
export const REQUEST_TABLE = `
CREATE TABLE requests (
	user_id TEXT NOT NULL,
	action TEXT NOT NULL,
	client_id TEXT NOT NULL,
	answer TEXT NOT NULL,
	created_at INTEGER NOT NULL,
	PRIMARY KEY (user_id, action, client_id)
) WITHOUT ROWID;
CREATE INDEX requests_by_age ON requests (created_at);`;

export interface RequestKey {
	readonly userId: string;
	readonly action: string;
	readonly clientId: string;
}

/** The first response, or null when the request is new. */
export async function findRequest<Response>(
	db: RawAccess,
	key: RequestKey,
): Promise<{ readonly response: Response } | null> {
	const rows = await db.execute<{ answer: string }>(
		"SELECT answer FROM requests WHERE user_id = ? AND action = ? AND client_id = ?",
		key.userId,
		key.action,
		key.clientId,
	);
	return rows[0] ? { response: JSON.parse(rows[0].answer) } : null;
}

export async function insertRequest(db: RawAccess, key: RequestKey, response: unknown, now: number): Promise<void> {
	await db.execute(
		"INSERT INTO requests (user_id, action, client_id, answer, created_at) VALUES (?, ?, ?, ?, ?)",
		key.userId,
		key.action,
		key.clientId,
		JSON.stringify(response),
		now,
	);
}

/**
 * Deletes the oldest requests from before `time`.
 *
 * @param limit - How many at most: Rivet commits up to 1.3 MB at once, and weeks of requests are more.
 */
export async function deleteRequestsBefore(db: RawAccess, time: number, limit: number): Promise<void> {
	await db.execute(
		`DELETE FROM requests WHERE (user_id, action, client_id) IN
			(SELECT user_id, action, client_id FROM requests WHERE created_at < ? ORDER BY created_at LIMIT ?)`,
		...[time, limit],
	);
}
