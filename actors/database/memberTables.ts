import { createHash } from "node:crypto";
import type { RawAccess } from "rivetkit/db";
import type { Role } from "../../src/protocol/index.ts";
import { type ErasedPerson, erasePersonFrom } from "../../src/rules/erasePerson.ts";
import type { Grant, StoredInvite } from "../../src/rules/members.ts";

/** What was decided in the workspace about people's roles, and the invites. Of an invite's token only the hash is stored. */
export const MEMBER_TABLES = `
CREATE TABLE grants (
	user_id TEXT PRIMARY KEY,
	role TEXT,
	by_json TEXT NOT NULL,
	invite_id TEXT,
	at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE invites (
	id TEXT PRIMARY KEY,
	token_hash TEXT NOT NULL UNIQUE,
	role TEXT NOT NULL,
	by_json TEXT NOT NULL,
	created_at INTEGER NOT NULL,
	expires_at INTEGER NOT NULL,
	single_use INTEGER NOT NULL,
	uses INTEGER NOT NULL,
	revoked_at INTEGER
) WITHOUT ROWID;
CREATE INDEX invites_by_age ON invites (created_at);`;

/**
 * In which order it was decided, whatever the clocks said, and who came by a read-only link. What is there was numbered by
 * the clock.
 */
export const DECISION_NUMBERS = `
ALTER TABLE grants ADD COLUMN guest INTEGER NOT NULL DEFAULT 0;
ALTER TABLE grants ADD COLUMN number INTEGER NOT NULL DEFAULT 0;
ALTER TABLE invites ADD COLUMN number INTEGER NOT NULL DEFAULT 0;
UPDATE grants SET number = at,
	guest = (role = 'viewer' AND invite_id IN (SELECT id FROM invites WHERE single_use = 0)) IS TRUE;
UPDATE invites SET number = created_at;
CREATE INDEX grants_by_number ON grants (number);
CREATE INDEX guests ON grants (number) WHERE guest = 1;
DROP INDEX invites_by_age;
CREATE INDEX invites_by_number ON invites (number);`;

/** The number of what is decided next: above all that is stored. */
export async function nextDecisionNumber(db: RawAccess): Promise<number> {
	const [row] = await db.execute<{ last: number | null }>(
		"SELECT max(ifnull((SELECT max(number) FROM grants), 0), ifnull((SELECT max(number) FROM invites), 0)) AS last",
	);
	return (row?.last ?? 0) + 1;
}

type GrantRow = {
	readonly user_id: string;
	readonly role: Role | null;
	readonly by_json: string;
	readonly invite_id: string | null;
	readonly guest: 0 | 1;
	readonly at: number;
	readonly number: number;
};

export async function readGrants(db: RawAccess): Promise<ReadonlyMap<string, Grant>> {
	const rows = await db.execute<GrantRow>("SELECT * FROM grants");
	return new Map(rows.map((row) => [row.user_id, toGrant(row)]));
}

function toGrant({ role, by_json, invite_id, guest, at, number }: GrantRow): Grant {
	return { role, by: JSON.parse(by_json), inviteId: invite_id, isGuest: guest === 1, at, number };
}

export async function writeGrant(db: RawAccess, userId: string, grant: Grant): Promise<void> {
	const { role, by, inviteId, isGuest, at, number } = grant;
	await db.execute(
		`INSERT INTO grants (user_id, role, by_json, invite_id, guest, at, number) VALUES (?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (user_id) DO UPDATE SET role = excluded.role, by_json = excluded.by_json,
				invite_id = excluded.invite_id, guest = excluded.guest, at = excluded.at, number = excluded.number`,
		...[userId, role, JSON.stringify(by), inviteId, isGuest ? 1 : 0, at, number],
	);
}

/**
 * Deletes what guests have, as long as there are `limit` of them: first those who were not here for the longest.
 *
 * @param present - The ids of those who are here, and keep it.
 * @returns Their ids.
 */
export async function deleteOldestGuests(
	db: RawAccess,
	limit: number,
	present: readonly string[],
): Promise<readonly string[]> {
	const [row] = await db.execute<{ count: number }>("SELECT count(*) AS count FROM grants WHERE guest = 1");
	const excess = (row?.count ?? 0) - limit + 1;
	if (excess <= 0) return [];
	const rows = await db.execute<{ user_id: string }>(
		`DELETE FROM grants WHERE user_id IN (
			SELECT grants.user_id FROM grants LEFT JOIN people ON people.user_id = grants.user_id
			WHERE guest = 1 AND grants.user_id NOT IN (SELECT value FROM json_each(?))
			ORDER BY ifnull(last_seen_at, at), number LIMIT ?) RETURNING user_id`,
		...[JSON.stringify(present), excess],
	);
	return rows.map(({ user_id }) => user_id);
}

type InviteRow = {
	readonly id: string;
	readonly role: Role;
	readonly by_json: string;
	readonly created_at: number;
	readonly expires_at: number;
	readonly single_use: 0 | 1;
	readonly uses: number;
	readonly revoked_at: number | null;
	readonly number: number;
};

function toInvite(row: InviteRow): StoredInvite {
	const { id, role, uses, number, created_at: createdAt, expires_at: expiresAt, revoked_at: revokedAt } = row;
	return {
		id,
		role,
		by: JSON.parse(row.by_json),
		createdAt,
		expiresAt,
		singleUse: row.single_use === 1,
		uses,
		revokedAt,
		number,
	};
}

/** How a token is stored. It is long and random, so that no salt is needed. */
function hashToken(token: string): string {
	return createHash("sha256").update(token).digest("base64url");
}

export async function findInviteByToken(db: RawAccess, token: string): Promise<StoredInvite | null> {
	const [row] = await db.execute<InviteRow>("SELECT * FROM invites WHERE token_hash = ?", hashToken(token));
	return row ? toInvite(row) : null;
}

export async function findInvite(db: RawAccess, id: string): Promise<StoredInvite | null> {
	const [row] = await db.execute<InviteRow>("SELECT * FROM invites WHERE id = ?", id);
	return row ? toInvite(row) : null;
}

/** The newest first. */
export async function readInvites(db: RawAccess): Promise<readonly StoredInvite[]> {
	return (await db.execute<InviteRow>("SELECT * FROM invites ORDER BY number DESC, id")).map(toInvite);
}

/** Stores an invite, or replaces its token. */
export async function writeInvite(db: RawAccess, invite: StoredInvite, token: string): Promise<void> {
	const { id, role, by, createdAt, expiresAt, singleUse, uses, revokedAt, number } = invite;
	await db.execute(
		`INSERT INTO invites (id, token_hash, role, by_json, created_at, expires_at, single_use, uses, revoked_at, number)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET token_hash = excluded.token_hash`,
		...[id, hashToken(token), role, JSON.stringify(by), createdAt, expiresAt, singleUse ? 1 : 0, uses, revokedAt],
		number,
	);
}

export async function countInviteUse(db: RawAccess, id: string): Promise<void> {
	await db.execute("UPDATE invites SET uses = uses + 1 WHERE id = ?", id);
}

export async function writeInviteRevoked(db: RawAccess, id: string, now: number): Promise<void> {
	await db.execute("UPDATE invites SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL", now, id);
}

export async function deleteInvite(db: RawAccess, id: string): Promise<void> {
	await db.execute("DELETE FROM invites WHERE id = ?", id);
}

/** A backup is from another time: an invite that was revoked since must not work again. */
export async function revokeImportedInvites(db: RawAccess, now: number): Promise<void> {
	await db.execute("UPDATE invites SET revoked_at = ? WHERE revoked_at IS NULL", now);
}

/** Removes what the tables know of somebody. Invites of theirs are revoked: nobody stands behind them any more. */
export async function erasePersonFromMembers(db: RawAccess, person: ErasedPerson, now: number): Promise<void> {
	await db.execute("DELETE FROM grants WHERE user_id = ?", person.userId);
	for (const [userId, grant] of await readGrants(db)) {
		const by = erasePersonFrom(grant.by, person);
		if (by !== grant.by) await writeGrant(db, userId, { ...grant, by });
	}
	for (const { id, by } of await readInvites(db)) {
		const erased = erasePersonFrom(by, person);
		if (erased === by) continue;
		await writeInviteRevoked(db, id, now);
		await db.execute("UPDATE invites SET by_json = ? WHERE id = ?", JSON.stringify(erased), id);
	}
}
