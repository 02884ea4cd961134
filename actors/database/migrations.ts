import type { RawAccess } from "rivetkit/db";
import { SQLITE_PERSIST_MIGRATION } from "../persist/tables.ts";
import { ATTACHMENT_TABLE } from "./attachmentTable.ts";
import { ATTENTION_REQUESTS, ATTENTION_TABLE } from "./attentionTable.ts";
import { AUDIT_INDEXES, AUDIT_TABLES } from "./auditTable.ts";
import { CONTENT_TABLE } from "./contentTable.ts";
import { HEARD_AUTHORS_INDEX, ITEM_TABLE, OPEN_PROMPTS_INDEX, PROMPT_AUTHORS_INDEX } from "./itemTable.ts";
import { DECISION_NUMBERS, MEMBER_TABLES } from "./memberTables.ts";
import { META_TABLE } from "./metaTable.ts";
import { PEOPLE_TABLE } from "./peopleTable.ts";
import { READ_TABLE, READERS_INDEX } from "./readTable.ts";
import { REQUEST_FINGERPRINT, REQUEST_TABLE } from "./requestTable.ts";

/** The steps that bring a workspace's database to the current schema. A released step never changes. */
export const MIGRATIONS: readonly string[] = [
	[META_TABLE, ITEM_TABLE, REQUEST_TABLE, SQLITE_PERSIST_MIGRATION].join("\n"),
	ATTACHMENT_TABLE,
	OPEN_PROMPTS_INDEX,
	CONTENT_TABLE,
	REQUEST_FINGERPRINT,
	PROMPT_AUTHORS_INDEX,
	READ_TABLE,
	ATTENTION_TABLE,
	AUDIT_TABLES,
	PEOPLE_TABLE,
	MEMBER_TABLES,
	ATTENTION_REQUESTS,
	HEARD_AUTHORS_INDEX,
	[DECISION_NUMBERS, AUDIT_INDEXES, READERS_INDEX].join("\n"),
];

/** How many steps this version knows. */
export const SCHEMA_STEPS = MIGRATIONS.length;

/**
 * Runs the steps that were not applied yet. Rivet calls it on every start, in one transaction. A database of a newer
 * version stays as it is: when this throws, Rivet starts the actor again for ever, so {@link readNewerSteps} is asked
 * once the actor is there.
 */
export async function migrate(db: RawAccess): Promise<void> {
	await runSteps(db, MIGRATIONS);
}

/** Runs the steps of a database that were not applied yet. */
export async function runSteps(db: RawAccess, steps: readonly string[]): Promise<void> {
	await db.execute("CREATE TABLE IF NOT EXISTS migrations (step INTEGER PRIMARY KEY, applied_at INTEGER NOT NULL)");
	const done = await countSteps(db);
	for (const [step, sql] of steps.entries()) {
		if (step < done) continue;
		await db.execute(sql);
		await db.execute("INSERT INTO migrations (step, applied_at) VALUES (?, ?)", step, Date.now());
	}
}

/** How many steps a newer version has applied that this version does not know. Above 0 nothing may be written. */
export async function readNewerSteps(db: RawAccess, steps: readonly string[] = MIGRATIONS): Promise<number> {
	return Math.max(0, (await countSteps(db)) - steps.length);
}

async function countSteps(db: RawAccess): Promise<number> {
	const [row] = await db.execute<{ done: number }>("SELECT count(*) AS done FROM migrations");
	return row?.done ?? 0;
}
