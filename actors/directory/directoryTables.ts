import type { RawAccess } from "rivetkit/db";
import type { DirectoryPosition, Role } from "../../src/protocol/index.ts";
import type { WorkspaceReport } from "../../src/protocol/workspaceReport.ts";
import type { ListedWorkspace } from "../../src/rules/directory.ts";
import { REQUEST_FINGERPRINT, REQUEST_TABLE } from "../database/requestTable.ts";

/**
 * The workspaces with their last report, and what single people have to do with them. `lease_until` is when a report ends
 * to hold: null for a workspace at rest.
 */
const DIRECTORY_TABLES = `
CREATE TABLE workspaces (
	workspace_id TEXT PRIMARY KEY,
	title TEXT,
	report TEXT NOT NULL,
	epoch INTEGER NOT NULL,
	number INTEGER NOT NULL,
	last_activity_at INTEGER NOT NULL,
	archived_at INTEGER,
	lease_until INTEGER
);
CREATE INDEX workspaces_by_activity ON workspaces (archived_at IS NULL, last_activity_at DESC, workspace_id);
CREATE INDEX workspaces_by_lease ON workspaces (lease_until) WHERE lease_until IS NOT NULL;
CREATE TABLE pins (
	user_id TEXT NOT NULL,
	workspace_id TEXT NOT NULL,
	PRIMARY KEY (user_id, workspace_id)
) WITHOUT ROWID;
CREATE INDEX pins_by_workspace ON pins (workspace_id);
CREATE TABLE unread (
	workspace_id TEXT NOT NULL,
	user_id TEXT NOT NULL,
	count INTEGER NOT NULL,
	PRIMARY KEY (workspace_id, user_id)
) WITHOUT ROWID;`;

/** What was decided in workspaces about the roles of people: null for somebody who was removed. */
const GRANT_TABLE = `
CREATE TABLE grants (
	workspace_id TEXT NOT NULL,
	user_id TEXT NOT NULL,
	role TEXT,
	PRIMARY KEY (workspace_id, user_id)
) WITHOUT ROWID;`;

/** What waits for single people. */
const ATTENTION_TABLE = `
CREATE TABLE attention (
	workspace_id TEXT NOT NULL,
	user_id TEXT NOT NULL,
	count INTEGER NOT NULL,
	PRIMARY KEY (workspace_id, user_id)
) WITHOUT ROWID;`;

/** The steps that bring a directory's database to the current schema. A released step never changes. */
export const DIRECTORY_MIGRATIONS: readonly string[] = [
	[DIRECTORY_TABLES, REQUEST_TABLE, REQUEST_FINGERPRINT].join("\n"),
	GRANT_TABLE,
	ATTENTION_TABLE,
];

// A type alias, not an interface: Rivet asks for an index signature.
type WorkspaceRow = { readonly report: string; readonly archived_at: number | null };

function toListed({ report, archived_at }: WorkspaceRow): ListedWorkspace {
	return { report: JSON.parse(report), archivedAt: archived_at };
}

/** Stores a report, unless a newer one is there. Returns whether it did. */
export async function storeReport(db: RawAccess, report: WorkspaceReport, now: number): Promise<boolean> {
	const { workspaceId, epoch, number, title, lastActivityAt, leaseMs, unread, attention, grants, ...rest } = report;
	const [known] = await db.execute<{ epoch: number; number: number }>(
		"SELECT epoch, number FROM workspaces WHERE workspace_id = ?",
		workspaceId,
	);
	if (known && (known.epoch > epoch || (known.epoch === epoch && known.number >= number))) return false;
	const stored: WorkspaceReport = { workspaceId, epoch, number, title, lastActivityAt, leaseMs, ...rest };
	await db.execute(
		`INSERT INTO workspaces (workspace_id, title, report, epoch, number, last_activity_at, lease_until)
		VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (workspace_id) DO UPDATE SET title = excluded.title, report = excluded.report, epoch = excluded.epoch,
			number = excluded.number, last_activity_at = excluded.last_activity_at, lease_until = excluded.lease_until`,
		...[workspaceId, title, JSON.stringify(stored), epoch, number, lastActivityAt],
		leaseMs === null ? null : now + leaseMs,
	);
	if (unread) await storePersonal(db, "unread", workspaceId, unread);
	if (attention) await storePersonal(db, "attention", workspaceId, attention);
	if (grants) await storePersonal(db, "grants", workspaceId, grants);
	return true;
}

/** What a workspace reports of each person, by the table: the column of the value. */
const PERSONAL = { unread: "count", attention: "count", grants: "role" } as const;

/** Replaces what is known of the people of a workspace: at most a few hundred, because SQLite accepts 999 values in a statement. */
async function storePersonal<Table extends keyof typeof PERSONAL>(
	db: RawAccess,
	table: Table,
	workspaceId: string,
	rows: readonly ({ readonly userId: string } & Readonly<Record<(typeof PERSONAL)[Table], string | number | null>>)[],
): Promise<void> {
	const column = PERSONAL[table];
	await db.execute(`DELETE FROM ${table} WHERE workspace_id = ?`, workspaceId);
	if (rows.length === 0) return;
	await db.execute(
		`INSERT INTO ${table} (workspace_id, user_id, ${column}) VALUES ${rows.map(() => "(?, ?, ?)").join(", ")}`,
		...rows.flatMap((row) => [workspaceId, row.userId, row[column]]),
	);
}

export async function readListed(db: RawAccess, workspaceId: string): Promise<ListedWorkspace | null> {
	return (await readListedMany(db, [workspaceId])).get(workspaceId) ?? null;
}

/** At most a few hundred ids: SQLite accepts 999 values in a statement. */
export async function readListedMany(
	db: RawAccess,
	workspaceIds: readonly string[],
): Promise<ReadonlyMap<string, ListedWorkspace>> {
	const rows = await db.execute<WorkspaceRow & { workspace_id: string }>(
		`SELECT workspace_id, report, archived_at FROM workspaces WHERE workspace_id IN (${marks(workspaceIds)})`,
		...workspaceIds,
	);
	return new Map(rows.map((row) => [row.workspace_id, toListed(row)]));
}

/** What people have to do with workspaces, by `personKey`. */
export interface PersonalRows {
	readonly pins: ReadonlySet<string>;
	readonly unread: ReadonlyMap<string, number>;
	readonly attention: ReadonlyMap<string, number>;
	readonly grants: ReadonlyMap<string, Role | null>;
}

export const personKey = (userId: string, workspaceId: string) => JSON.stringify([userId, workspaceId]);

export async function readPersonal(db: RawAccess, workspaceIds: readonly string[]): Promise<PersonalRows> {
	const where = `WHERE workspace_id IN (${marks(workspaceIds)})`;
	const pins = await db.execute<{ user_id: string; workspace_id: string }>(
		`SELECT user_id, workspace_id FROM pins ${where}`,
		...workspaceIds,
	);
	const readCounts = async (table: "unread" | "attention") => {
		const rows = await db.execute<{ user_id: string; workspace_id: string; count: number }>(
			`SELECT user_id, workspace_id, count FROM ${table} ${where}`,
			...workspaceIds,
		);
		return new Map(rows.map((row) => [personKey(row.user_id, row.workspace_id), row.count]));
	};
	const grants = await db.execute<{ user_id: string; workspace_id: string; role: Role | null }>(
		`SELECT user_id, workspace_id, role FROM grants ${where}`,
		...workspaceIds,
	);
	return {
		pins: new Set(pins.map((row) => personKey(row.user_id, row.workspace_id))),
		unread: await readCounts("unread"),
		attention: await readCounts("attention"),
		grants: new Map(grants.map((row) => [personKey(row.user_id, row.workspace_id), row.role])),
	};
}

/** What was decided about a person in some workspaces. At most a few hundred ids. */
export async function readGrantsOf(
	db: RawAccess,
	userId: string,
	workspaceIds: readonly string[],
): Promise<ReadonlyMap<string, Role | null>> {
	const rows = await db.execute<{ workspace_id: string; role: Role | null }>(
		`SELECT workspace_id, role FROM grants WHERE user_id = ? AND workspace_id IN (${marks(workspaceIds)})`,
		...[userId, ...workspaceIds],
	);
	return new Map(rows.map((row) => [row.workspace_id, row.role]));
}

const marks = (values: readonly unknown[]) => values.map(() => "?").join(", ");

/** Which part of a list to read. */
interface RowsQuery {
	readonly userId: string;
	readonly isArchived: boolean;
	/** Only those that the person has pinned, or only the others. */
	readonly isPinned: boolean;
	/** Those behind this one; null for the first ones. */
	readonly after: Pick<DirectoryPosition, "lastActivityAt" | "workspaceId"> | null;
	readonly limit: number;
}

/** A workspace of a list, with its title apart, so that a search need not parse the rest. */
export interface ListRow {
	readonly workspaceId: string;
	readonly title: string | null;
	readonly lastActivityAt: number;
	readonly unread: number | null;
	readonly attention: number;
	listed(): ListedWorkspace;
}

/** The next workspaces in the order of a list. */
export async function readRows(db: RawAccess, query: RowsQuery): Promise<readonly ListRow[]> {
	const { userId, isArchived, isPinned, after, limit } = query;
	const from = isPinned
		? "pins CROSS JOIN workspaces w ON w.workspace_id = pins.workspace_id"
		: "workspaces w INDEXED BY workspaces_by_activity";
	const where = isPinned
		? "pins.user_id = ?"
		: "NOT EXISTS (SELECT 1 FROM pins WHERE pins.user_id = ? AND pins.workspace_id = w.workspace_id)";
	const behind = after ? "AND (w.last_activity_at < ? OR (w.last_activity_at = ? AND w.workspace_id > ?))" : "";
	const rows = await db.execute<
		WorkspaceRow & {
			workspace_id: string;
			title: string | null;
			last_activity_at: number;
			unread: number | null;
			attention: number | null;
		}
	>(
		`SELECT w.workspace_id, w.title, w.report, w.last_activity_at, w.archived_at,
			(SELECT count FROM unread u WHERE u.workspace_id = w.workspace_id AND u.user_id = ?) AS unread,
			(SELECT count FROM attention a WHERE a.workspace_id = w.workspace_id AND a.user_id = ?) AS attention
		FROM ${from} WHERE ${where} AND (w.archived_at IS NULL) = ? ${behind}
		ORDER BY w.last_activity_at DESC, w.workspace_id LIMIT ?`,
		...[userId, userId, userId, isArchived ? 0 : 1],
		...(after ? [after.lastActivityAt, after.lastActivityAt, after.workspaceId] : []),
		limit,
	);
	return rows.map((row) => ({
		workspaceId: row.workspace_id,
		title: row.title,
		lastActivityAt: row.last_activity_at,
		unread: row.unread,
		attention: row.attention ?? 0,
		listed: () => toListed(row),
	}));
}

export async function writePin(db: RawAccess, userId: string, workspaceId: string, isPinned: boolean): Promise<void> {
	const sql = isPinned
		? "INSERT OR IGNORE INTO pins (user_id, workspace_id) VALUES (?, ?)"
		: "DELETE FROM pins WHERE user_id = ? AND workspace_id = ?";
	await db.execute(sql, userId, workspaceId);
}

/** Null brings it back. */
export async function writeArchived(db: RawAccess, workspaceId: string, archivedAt: number | null): Promise<void> {
	await db.execute("UPDATE workspaces SET archived_at = ? WHERE workspace_id = ?", archivedAt, workspaceId);
}

/** Removes a workspace that does not exist any more, with all that people had to do with it. */
export async function deleteWorkspace(db: RawAccess, workspaceId: string): Promise<void> {
	for (const table of ["workspaces", "pins", "unread", "attention", "grants"]) {
		await db.execute(`DELETE FROM ${table} WHERE workspace_id = ?`, workspaceId);
	}
}

/** Removes what a person had to do with a workspace, and the requests by which they have created workspaces. */
export async function deletePerson(db: RawAccess, workspaceId: string, userId: string): Promise<void> {
	for (const table of ["pins", "unread", "attention", "grants"]) {
		await db.execute(`DELETE FROM ${table} WHERE workspace_id = ? AND user_id = ?`, workspaceId, userId);
	}
	await db.execute("DELETE FROM requests WHERE user_id = ?", userId);
}

/** The workspaces whose reports no longer hold at a time, those for the longest first. */
export async function findExpired(db: RawAccess, now: number, limit: number): Promise<readonly string[]> {
	const rows = await db.execute<{ workspace_id: string }>(
		"SELECT workspace_id FROM workspaces WHERE lease_until IS NOT NULL AND lease_until <= ? ORDER BY lease_until LIMIT ?",
		...[now, limit],
	);
	return rows.map((row) => row.workspace_id);
}

/** Waits with asking a workspace again. */
export async function extendLease(db: RawAccess, workspaceId: string, until: number): Promise<void> {
	await db.execute(
		"UPDATE workspaces SET lease_until = ? WHERE workspace_id = ? AND lease_until IS NOT NULL",
		...[until, workspaceId],
	);
}
