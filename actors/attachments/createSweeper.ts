import type { RawAccess } from "rivetkit/db";
import { beginDropping, dropChunks, findExpired } from "../database/attachmentTable.ts";
import type { WorkspaceLog } from "../log/workspaceLog.ts";

/** Files looked at in one go, and pieces dropped in one commit, which Rivet takes up to 1.3 MB of. */
const FILES = 20;
const CHUNKS = 12;

export interface SweeperOptions {
	readonly db: RawAccess;
	readonly log: WorkspaceLog;
	readonly keepMs: number;
}

/** Drops the bytes of files that nobody has touched for a while. Never rejects. */
export function createSweeper({ db, log, keepMs }: SweeperOptions): () => Promise<void> {
	async function sweep(): Promise<void> {
		const time = Date.now() - keepMs;
		const expired = await findExpired(db, time, FILES);
		for (const id of expired) await drop(id, time);
		if (expired.length > 0) log("info", "attachments_dropped", { files: expired.length });
	}

	async function drop(id: string, time: number): Promise<void> {
		await db.transaction((tx) => beginDropping(tx, id, time), { name: "workspace.sweep" });
		const dropSome = () => db.transaction((tx) => dropChunks(tx, id, CHUNKS), { name: "workspace.sweep" });
		while (!(await dropSome()));
	}

	return () => sweep().catch((error: unknown) => log("warn", "sweep_failed", { error }));
}
