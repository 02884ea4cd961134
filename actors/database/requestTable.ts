import { createHash } from "node:crypto";
import type { RawAccess } from "rivetkit/db";
import { clientIdReusedRefusal } from "../../src/rules/refusals.ts";
import { describeRequest } from "../../src/rules/requests.ts";

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

/** Tells a repeat from another request under the same client id. Null in rows from before there was this column. */
export const REQUEST_FINGERPRINT = "ALTER TABLE requests ADD COLUMN fingerprint TEXT;";

/** A request that is carried out once per client id. */
export interface IdempotentRequest {
	readonly userId: string;
	readonly action: string;
	readonly request: { readonly clientId: string };
}

/**
 * The first response, or null when the request is new.
 *
 * @throws {Refusal} `client_id_reused` when the client id belongs to another request.
 */
export async function findRequest<Response>(
	db: RawAccess,
	{ userId, action, request }: IdempotentRequest,
): Promise<{ readonly response: Response } | null> {
	const [row] = await db.execute<{ answer: string; fingerprint: string | null }>(
		"SELECT answer, fingerprint FROM requests WHERE user_id = ? AND action = ? AND client_id = ?",
		...[userId, action, request.clientId],
	);
	if (!row) return null;
	if (row.fingerprint !== null && row.fingerprint !== fingerprintOf(action, request)) throw clientIdReusedRefusal();
	return { response: JSON.parse(row.answer) };
}

export async function insertRequest(
	db: RawAccess,
	{ userId, action, request }: IdempotentRequest,
	response: unknown,
	now: number,
): Promise<void> {
	const fingerprint = fingerprintOf(action, request);
	await db.execute(
		"INSERT INTO requests (user_id, action, client_id, answer, created_at, fingerprint) VALUES (?, ?, ?, ?, ?, ?)",
		...[userId, action, request.clientId, JSON.stringify(response), now, fingerprint],
	);
}

/** Of a fixed length: a prompt may have 20,000 characters, and is kept elsewhere. */
function fingerprintOf(action: string, request: object): string {
	return createHash("sha256").update(describeRequest(action, request)).digest("base64url");
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
