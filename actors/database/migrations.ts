import type { RawAccess } from "rivetkit/db";
import { SQLITE_PERSIST_MIGRATION } from "../persist/tables.ts";
import { ATTACHMENT_TABLE } from "./attachmentTable.ts";
import { CONTENT_TABLE } from "./contentTable.ts";
import { ITEM_TABLE, OPEN_PROMPTS_INDEX } from "./itemTable.ts";
import { META_TABLE } from "./metaTable.ts";
import { REQUEST_TABLE } from "./requestTable.ts";

/** The steps that bring a workspace's database to the current schema. A released step never changes. */
const MIGRATIONS: readonly string[] = [
	[META_TABLE, ITEM_TABLE, REQUEST_TABLE, SQLITE_PERSIST_MIGRATION].join("\n"),
	ATTACHMENT_TABLE,
	OPEN_PROMPTS_INDEX,
	CONTENT_TABLE,
];

/** Runs the steps that were not applied yet. Rivet calls it on every start, in one transaction. */
export async function migrate(db: RawAccess): Promise<void> {
	await db.execute("CREATE TABLE IF NOT EXISTS migrations (step INTEGER PRIMARY KEY, applied_at INTEGER NOT NULL)");
	const [row] = await db.execute<{ done: number }>("SELECT count(*) AS done FROM migrations");
	for (const [step, sql] of MIGRATIONS.entries()) {
		if (step < (row?.done ?? 0)) continue;
		await db.execute(sql);
		await db.execute("INSERT INTO migrations (step, applied_at) VALUES (?, ?)", step, Date.now());
	}
}
