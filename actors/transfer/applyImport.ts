import type { RawAccess } from "rivetkit/db";
import type { Session } from "../../src/protocol/index.ts";
import { atRest } from "../agent/SessionStore.ts";
import { revokeImportedInvites } from "../database/memberTables.ts";
import { readMeta, writeMeta } from "../database/metaTable.ts";
import { IMPORTED_META } from "./transferTables.ts";
import { type CompletedImport, IMPORT_META, IMPORTING_META } from "./WorkspaceImport.ts";

/** What belongs to the sandbox of the workspace that was exported. Two workspaces must not share one by accident. */
const OF_SANDBOX = ["agentServer"];
/** What was true of the exported workspace at that moment. A new one that begins with an old last use would expire. */
const OF_THE_MOMENT = ["lastUsedAt", "startedAt", "storage_checked_at"];

/**
 * The first start after an import: takes over the values that it brought.
 *
 * @returns Null when there was none.
 */
export async function applyImport(tx: RawAccess): Promise<CompletedImport | null> {
	const completed = (await readMeta(tx, IMPORT_META)) as CompletedImport | undefined;
	if (!completed) return null;
	const rows = await tx.execute<{ key: string; value: string }>(
		"SELECT key, value FROM meta WHERE key LIKE ?",
		`${IMPORTED_META}%`,
	);
	for (const { key, value } of rows) {
		const name = key.slice(IMPORTED_META.length);
		if (name === IMPORT_META || name === IMPORTING_META || OF_THE_MOMENT.includes(name)) continue;
		if (!completed.keepSandbox && OF_SANDBOX.includes(name)) continue;
		await writeMeta(tx, name, await adapt(tx, name, JSON.parse(value), completed));
	}
	await tx.execute("DELETE FROM meta WHERE key = ? OR key LIKE ?", IMPORT_META, `${IMPORTED_META}%`);
	await revokeImportedInvites(tx, Date.now());
	return completed;
}

async function adapt(tx: RawAccess, name: string, value: unknown, { keepSandbox }: CompletedImport): Promise<unknown> {
	// Clients of either workspace take a lower epoch for an older state.
	if (name === "epoch") return Math.max(Number(value), Number((await readMeta(tx, "epoch")) ?? 0));
	if (name !== "session") return value;
	// It was exported while it worked, perhaps. Here nothing of that goes on, and nothing was interrupted.
	const session = { ...atRest(Object(value) as Session), wheel: null };
	return keepSandbox ? session : { ...session, sandboxId: null };
}
