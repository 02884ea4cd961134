import type { RawAccess } from "rivetkit/db";
import { MIGRATIONS } from "./migrations.ts";

/** Runs the steps a database has not seen yet. Rivet calls it on every start, in one transaction. */
export async function migrate(db: RawAccess): Promise<void> {
	await db.execute("CREATE TABLE IF NOT EXISTS migrations (step INTEGER PRIMARY KEY, applied_at INTEGER NOT NULL)");
	const [row] = await db.execute<{ done: number }>("SELECT count(*) AS done FROM migrations");
	for (const [step, sql] of MIGRATIONS.entries()) {
		if (step < (row?.done ?? 0)) continue;
		await db.execute(sql);
		await db.execute("INSERT INTO migrations (step, applied_at) VALUES (?, ?)", step, Date.now());
	}
}
