import type { RawAccess } from "rivetkit/db";

/**
 * What was done in the workspace, each row with a hash over itself and the hash before it. Rows name people by a handle:
 * a hash of a salt, their id and their name, which are in a table of their own. So a person can be erased, and no hash of
 * a row changes.
 */
export const AUDIT_TABLES = `
CREATE TABLE audit (
	seq INTEGER PRIMARY KEY,
	at INTEGER NOT NULL,
	actor TEXT NOT NULL,
	author TEXT,
	action TEXT NOT NULL,
	target TEXT,
	person TEXT,
	outcome TEXT NOT NULL,
	code TEXT,
	rule TEXT,
	count INTEGER NOT NULL,
	details TEXT NOT NULL,
	hash TEXT NOT NULL
);
CREATE TABLE audit_people (
	handle TEXT PRIMARY KEY,
	user_id TEXT NOT NULL,
	name TEXT NOT NULL,
	salt TEXT
) WITHOUT ROWID;
CREATE INDEX audit_people_by_user ON audit_people (user_id, name);`;

/** So that the handles which no row names any more are found, and the acts of one person. */
export const AUDIT_INDEXES = `
CREATE INDEX audit_by_author ON audit (author) WHERE author IS NOT NULL;
CREATE INDEX audit_by_person ON audit (person) WHERE person IS NOT NULL;`;

/** A row of the audit log. */
export interface AuditRow {
	readonly seq: number;
	/** Milliseconds since 1970. */
	readonly at: number;
	readonly actor: string;
	/** The handle of who acted; null if that was no person. */
	readonly author: string | null;
	readonly action: string;
	readonly target: string | null;
	/** The handle of the person it is about. */
	readonly person: string | null;
	readonly outcome: string;
	readonly code: string | null;
	readonly rule: string | null;
	readonly count: number;
	/** JSON. */
	readonly details: string;
	readonly hash: string;
}

/** Whom a handle stands for. */
export interface AuditPersonRow {
	readonly handle: string;
	readonly user_id: string;
	readonly name: string;
	/** Null once the person was erased: nothing leads from the handle to them then. */
	readonly salt: string | null;
}

/** An entry of an audit log. Its hash stands for all entries up to it. */
export interface AuditHead {
	/** Its number; 0 before the first entry. */
	readonly seq: number;
	/** Its hash, in base64url; empty before the first entry. */
	readonly hash: string;
}

export async function readAuditHead(db: RawAccess): Promise<AuditHead | null> {
	const [row] = await db.execute<{ seq: number; hash: string }>(
		"SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1",
	);
	return row ?? null;
}

export async function insertAuditRow(db: RawAccess, row: AuditRow): Promise<void> {
	const { seq, at, actor, author, action, target, person, outcome, code, rule, count, details, hash } = row;
	await db.execute(
		`INSERT INTO audit (seq, at, actor, author, action, target, person, outcome, code, rule, count, details, hash)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		...[seq, at, actor, author, action, target, person, outcome, code, rule, count, details, hash],
	);
}

/** Deletes the rows up to a number, and whom only they name. */
export async function deleteAuditRows(db: RawAccess, upTo: number): Promise<void> {
	const named = await db.execute<{ handle: string }>(
		`SELECT author AS handle FROM audit WHERE seq <= ? AND author IS NOT NULL
			UNION SELECT person FROM audit WHERE seq <= ? AND person IS NOT NULL`,
		...[upTo, upTo],
	);
	await db.execute("DELETE FROM audit WHERE seq <= ?", upTo);
	await db.execute(
		`DELETE FROM audit_people WHERE handle IN (SELECT value FROM json_each(?))
			AND NOT EXISTS (SELECT 1 FROM audit WHERE author = handle)
			AND NOT EXISTS (SELECT 1 FROM audit WHERE person = handle)`,
		JSON.stringify(named.map(({ handle }) => handle)),
	);
}

/** Which rows to read. */
export interface AuditQuery {
	readonly before?: number | undefined;
	readonly userId?: string | undefined;
	readonly action?: string | undefined;
	readonly outcome?: string | undefined;
	readonly since?: number | undefined;
	readonly until?: number | undefined;
}

/** The newest rows that match, newest first. */
export async function readAuditRows(db: RawAccess, query: AuditQuery, limit: number): Promise<readonly AuditRow[]> {
	const conditions: readonly (readonly [sql: string, value: string | number | undefined])[] = [
		["seq < ?", query.before],
		["action = ?", query.action],
		["outcome = ?", query.outcome],
		["at >= ?", query.since],
		["at < ?", query.until],
	];
	const used = conditions.filter(([, value]) => value !== undefined);
	const clauses = used.map(([sql]) => sql);
	const values = used.map(([, value]) => value as string | number);
	if (query.userId !== undefined) {
		const theirs = "(SELECT handle FROM audit_people WHERE user_id = ?)";
		clauses.push(`(author IN ${theirs} OR person IN ${theirs})`);
		values.push(query.userId, query.userId);
	}
	const where = clauses.length === 0 ? "" : `WHERE ${clauses.join(" AND ")}`;
	return db.execute<AuditRow & Record<string, unknown>>(
		`SELECT * FROM audit ${where} ORDER BY seq DESC LIMIT ?`,
		...values,
		limit,
	);
}

/** The next rows after a number, oldest first. */
export async function readAuditRowsAfter(db: RawAccess, after: number, limit: number): Promise<readonly AuditRow[]> {
	return db.execute<AuditRow & Record<string, unknown>>(
		"SELECT * FROM audit WHERE seq > ? ORDER BY seq LIMIT ?",
		...[after, limit],
	);
}

/** Whom these rows name, by handle. */
export async function readAuditPeople(
	db: RawAccess,
	rows: readonly Pick<AuditRow, "author" | "person">[],
): Promise<ReadonlyMap<string, AuditPersonRow>> {
	const handles = [...new Set(rows.flatMap(({ author, person }) => [author, person]))].filter(
		(handle) => handle !== null,
	);
	if (handles.length === 0) return new Map();
	const people = await db.execute<AuditPersonRow & Record<string, unknown>>(
		`SELECT * FROM audit_people WHERE handle IN (${handles.map(() => "?").join(", ")})`,
		...handles,
	);
	return new Map(people.map((person) => [person.handle, person]));
}
