import type { RawAccess } from "rivetkit/db";
import * as v from "valibot";
import { ROW_SCHEMAS } from "./rowSchemas.ts";

/** A table that is part of an export, and the columns by which its rows are read page by page. */
interface TransferTable {
	readonly name: string;
	/** Unique together. */
	readonly key: readonly string[];
}

/**
 * What a backup holds, in this order. Items are read by `seq`: one that changes during the export gets a higher number,
 * comes again, and replaces its earlier state.
 */
const TABLES: readonly TransferTable[] = [
	{ name: "items", key: ["seq"] },
	{ name: "sandbox_sessions", key: ["id"] },
	{ name: "session_events", key: ["session_id", "event_index", "id"] },
	{ name: "contents", key: ["id"] },
	{ name: "content_chunks", key: ["content_id", "number"] },
	{ name: "attachments", key: ["id"] },
	{ name: "attachment_chunks", key: ["attachment_id", "start"] },
	{ name: "requests", key: ["user_id", "action", "client_id"] },
	{ name: "reads", key: ["user_id"] },
	{ name: "audit", key: ["seq"] },
	{ name: "audit_people", key: ["handle"] },
	{ name: "people", key: ["user_id"] },
	{ name: "grants", key: ["user_id"] },
	{ name: "invites", key: ["id"] },
	{ name: "meta", key: ["key"] },
];

/** The tables that are exported. A test compares them with those of the database. */
export const TRANSFERRED_TABLES: readonly string[] = TABLES.map(({ name }) => name);

type Value = string | number | null;
type Row = Readonly<Record<string, Value>>;

/** One row, as a line of an export. */
export interface TransferredRow {
	readonly table: string;
	readonly row: Row;
}

/** Where an export goes on: after the row with these values of its key. */
export interface ExportPosition {
	/** The index of the table. */
	readonly table: number;
	/** Null for its first row. */
	readonly after: readonly (string | number)[] | null;
}

export const EXPORT_START: ExportPosition = { table: 0, after: null };

/** A row has up to about 1 MB. */
const ROWS_PER_QUERY = 8;

/**
 * The next rows as lines of JSON, at least one and about as many as fit into `maxBytes`.
 *
 * @returns Where to go on; null when there are no more.
 */
export async function readExportLines(
	db: RawAccess,
	start: ExportPosition,
	maxBytes: number,
): Promise<{ readonly lines: readonly string[]; readonly next: ExportPosition | null }> {
	const lines: string[] = [];
	let position = start;
	let bytes = 0;
	while (bytes < maxBytes) {
		const table = TABLES[position.table];
		if (!table) return { lines, next: null };
		const rows = await readRows(db, table, position.after);
		if (rows.length === 0) position = { table: position.table + 1, after: null };
		for (const row of rows) {
			const line = JSON.stringify({ table: table.name, row } satisfies TransferredRow);
			if (lines.length > 0 && bytes + line.length > maxBytes) return { lines, next: position };
			lines.push(line);
			bytes += Buffer.byteLength(line);
			position = { table: position.table, after: table.key.map((column) => row[column] as string | number) };
		}
	}
	return { lines, next: position };
}

async function readRows(db: RawAccess, { name, key }: TransferTable, after: ExportPosition["after"]): Promise<Row[]> {
	const columns = key.join(", ");
	const where = after ? `WHERE (${columns}) > (${key.map(() => "?").join(", ")})` : "";
	return db.execute<Record<string, Value>>(
		`SELECT * FROM ${name} ${where} ORDER BY ${columns} LIMIT ?`,
		...(after ?? []),
		ROWS_PER_QUERY,
	);
}

/** The rows that mean that a workspace was used. That people have opened it is no use. */
const USED = [
	`items WHERE kind <> 'event'
		OR json_extract(body, '$.event.type') NOT IN ('person_invited', 'person_joined', 'person_removed', 'role_changed')`,
	"session_events",
	"attachments",
	"contents",
	"grants",
	"invites",
];

/** What is deleted before rows arrive: a workspace that was not used may still have refused somebody. */
export async function deleteRefusals(db: RawAccess): Promise<void> {
	await db.execute("DELETE FROM audit");
	await db.execute("DELETE FROM audit_people");
}

export async function hasRows(db: RawAccess): Promise<boolean> {
	const [row] = await db.execute<{ used: number }>(
		`SELECT ${USED.map((rows) => `EXISTS (SELECT 1 FROM ${rows})`).join(" OR ")} AS used`,
	);
	return row?.used === 1;
}

/** Makes room for those of a backup: what an unused workspace has of the people who have opened it. */
export async function deletePeopleRows(db: RawAccess): Promise<void> {
	await db.execute("DELETE FROM items");
	await db.execute("DELETE FROM people");
}

/** Names of values that an import brings get this in front, until the workspace is opened with them. */
export const IMPORTED_META = "import.";

/**
 * Writes rows of an export. One that is there already is replaced.
 *
 * @throws {RangeError} When a row is none of a workspace: the export is of another version, was changed, or is no export.
 */
export async function writeImportedRows(db: RawAccess, rows: readonly TransferredRow[]): Promise<void> {
	for (const transferred of rows) {
		requireRow(transferred);
		const { table, row } = transferred;
		const names = Object.keys(row);
		const isMeta = table === "meta";
		const values = names.map((name) =>
			isMeta && name === "key" ? `${IMPORTED_META}${row[name]}` : (row[name] ?? null),
		);
		await db.execute(
			`INSERT OR REPLACE INTO ${table} (${names.join(", ")}) VALUES (${names.map(() => "?").join(", ")})`,
			...values,
		);
	}
}

/** What is written into statements below is the name of a known table, and names of its columns. */
function requireRow({ table, row }: TransferredRow): void {
	const known = TABLES.find(({ name }) => name === table);
	const schema = known && ROW_SCHEMAS[table];
	if (!schema) throw new RangeError(`There is no table “${table}”.`);
	const { issues } = v.safeParse(schema, row, { abortEarly: true });
	if (!issues) return;
	const key = known.key.map((column) => `${column} ${JSON.stringify(row[column] ?? null)}`).join(", ");
	const field = v.getDotPath(issues[0]);
	throw new RangeError(`The row with ${key} of “${table}”: ${field === null ? "" : `${field}: `}${issues[0].message}.`);
}
