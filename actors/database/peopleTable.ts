import type { RawAccess } from "rivetkit/db";
import type { KnownPerson, Participant, Role } from "../../src/protocol/index.ts";
import { readPromptAuthors } from "./itemTable.ts";

/** Everybody who was ever here. The role is null for those of whom only prompts are known. */
export const PEOPLE_TABLE = `
CREATE TABLE people (
	user_id TEXT PRIMARY KEY,
	name TEXT NOT NULL,
	avatar_url TEXT,
	role TEXT,
	first_seen_at INTEGER NOT NULL,
	last_seen_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX people_by_last_seen ON people (last_seen_at);`;

/** The role with which somebody was here last; undefined for somebody who was not. */
export async function readPersonRole(db: RawAccess, userId: string): Promise<Role | null | undefined> {
	const [row] = await db.execute<{ role: Role | null }>("SELECT role FROM people WHERE user_id = ?", userId);
	return row?.role;
}

/** Somebody who was here, and their role; null for somebody who was not. */
export async function readPerson(db: RawAccess, userId: string): Promise<KnownPerson | null> {
	const [row] = await db.execute<PersonRow>("SELECT * FROM people WHERE user_id = ?", userId);
	return row ? toKnownPerson(row) : null;
}

type PersonRow = {
	readonly user_id: string;
	readonly name: string;
	readonly avatar_url: string | null;
	readonly role: Role | null;
	readonly last_seen_at: number;
};

function toKnownPerson({ user_id, name, avatar_url, role, last_seen_at }: PersonRow): KnownPerson {
	const person = { userId: user_id, name, role, lastSeenAt: last_seen_at };
	return avatar_url === null ? person : { ...person, avatarUrl: avatar_url };
}

/** Who is here at a moment, and was seen then. */
interface Here {
	readonly present: readonly string[];
	readonly now: number;
}

/** At most `limit` people whose name has the `query`, without the first `offset` of them: those who were here last first. */
export async function readPeople(
	db: RawAccess,
	{ query, offset, limit }: { readonly query: string; readonly offset: number; readonly limit: number },
	{ present, now }: Here,
): Promise<readonly KnownPerson[]> {
	const rows = await db.execute<PersonRow>(
		`SELECT user_id, name, avatar_url, role,
				iif(user_id IN (SELECT value FROM json_each(?)), ?, last_seen_at) AS last_seen_at
			FROM people WHERE instr(lower(name), lower(?)) > 0 ORDER BY 5 DESC, user_id LIMIT ? OFFSET ?`,
		...[JSON.stringify(present), now, query, limit, offset],
	);
	return rows.map(toKnownPerson);
}

/** At most `limit` people who were last here with one of these roles, those who were here last first. */
export async function readPeopleWithRole(
	db: RawAccess,
	roles: readonly Role[],
	limit: number,
): Promise<readonly KnownPerson[]> {
	const rows = await db.execute<PersonRow>(
		`SELECT * FROM people WHERE role IN (${roles.map(() => "?").join(", ")})
		ORDER BY last_seen_at DESC, user_id LIMIT ?`,
		...[...roles, limit],
	);
	return rows.map(toKnownPerson);
}

/** @param role - Null for somebody who was removed. */
export async function writePersonRole(db: RawAccess, userId: string, role: Role | null): Promise<void> {
	await db.execute("UPDATE people SET role = ? WHERE user_id = ?", role, userId);
}

export async function countPeople(db: RawAccess): Promise<number> {
	const [row] = await db.execute<{ count: number }>("SELECT count(*) AS count FROM people");
	return row?.count ?? 0;
}

/** Somebody is here now. */
export async function writePerson(db: RawAccess, person: Participant, now: number): Promise<void> {
	const { userId, name, avatarUrl = null, role } = person;
	await db.execute(
		`INSERT INTO people (user_id, name, avatar_url, role, first_seen_at, last_seen_at) VALUES (?, ?, ?, ?, ?, ?)
			ON CONFLICT (user_id) DO UPDATE SET name = excluded.name, avatar_url = excluded.avatar_url,
				role = excluded.role, last_seen_at = excluded.last_seen_at`,
		...[userId, name, avatarUrl, role, now, now],
	);
}

/** These people were here until now. */
export async function writeLastSeen(db: RawAccess, userIds: readonly string[], now: number): Promise<void> {
	if (userIds.length === 0) return;
	await db.execute(
		"UPDATE people SET last_seen_at = ? WHERE user_id IN (SELECT value FROM json_each(?))",
		...[now, JSON.stringify(userIds)],
	);
}

/**
 * Forgets those who were not here for the longest, at most `count`: nobody who is here, and nobody about whom an owner has
 * decided something, who is found by it.
 */
export async function deleteOldestPeople(db: RawAccess, count: number, present: readonly string[]): Promise<void> {
	await db.execute(
		`DELETE FROM people WHERE user_id IN (
			SELECT user_id FROM people WHERE user_id NOT IN (SELECT value FROM json_each(?))
				AND user_id NOT IN (SELECT user_id FROM grants WHERE guest = 0) ORDER BY last_seen_at LIMIT ?)`,
		...[JSON.stringify(present), count],
	);
}

export async function deletePerson(db: RawAccess, userId: string): Promise<void> {
	await db.execute("DELETE FROM people WHERE user_id = ?", userId);
}

/**
 * Adds those who have prompted if nobody is known: a version that knew nobody has stored the prompts. They must not be
 * said to join when they come back.
 */
export async function restorePeople(db: RawAccess, now: number): Promise<void> {
	if ((await countPeople(db)) > 0) return;
	for (const { userId, name } of await readPromptAuthors(db)) {
		await db.execute(
			"INSERT INTO people (user_id, name, avatar_url, role, first_seen_at, last_seen_at) VALUES (?, ?, NULL, NULL, ?, ?)",
			...[userId, name, now, now],
		);
	}
}
