import type { RawAccess } from "rivetkit/db";

/** Single values of the workspace by name, as JSON. */
export const META_TABLE = `
CREATE TABLE meta (
	key TEXT PRIMARY KEY,
	value TEXT NOT NULL
);`;

export async function readMeta(db: RawAccess, key: string): Promise<unknown> {
	const [row] = await db.execute<{ value: string }>("SELECT value FROM meta WHERE key = ?", key);
	return row ? JSON.parse(row.value) : undefined;
}

export async function writeMeta(db: RawAccess, key: string, value: unknown): Promise<void> {
	const row = [key, JSON.stringify(value)];
	await db.execute(
		"INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
		...row,
	);
}

export async function deleteMeta(db: RawAccess, key: string): Promise<void> {
	await db.execute("DELETE FROM meta WHERE key = ?", key);
}
