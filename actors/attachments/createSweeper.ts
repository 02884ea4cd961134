import type { RawAccess } from "rivetkit/db";
import { beginDropping, dropChunks, findExpired } from "../database/attachmentTable.ts";
import type { WorkspaceLog } from "../log/workspaceLog.ts";

/** Files looked at in one go, and pieces dropped in one commit, which Rivet takes up to 1.3 MB of. */
const FILES_PER_RUN = 20;
const CHUNKS_PER_COMMIT = 12;

export interface AttachmentCleanupOptions {
	readonly db: RawAccess;
	readonly log: WorkspaceLog;
	readonly retentionMs: number;
}

/** Drops the bytes of files that nobody has touched for a while. Never rejects. */
export function createAttachmentCleanup({ db, log, retentionMs }: AttachmentCleanupOptions): () => Promise<void> {
	async function sweep(): Promise<void> {
		const time = Date.now() - retentionMs;
		const expired = await findExpired(db, time, FILES_PER_RUN);
		for (const id of expired) await drop(id, time);
		if (expired.length > 0) log("info", "attachments_dropped", { files: expired.length });
	}

	async function drop(id: string, time: number): Promise<void> {
		await db.transaction((tx) => beginDropping(tx, id, time), { name: "workspace.sweep" });
		const dropSome = () => db.transaction((tx) => dropChunks(tx, id, CHUNKS_PER_COMMIT), { name: "workspace.sweep" });
		while (!(await dropSome()));
	}

	return () => sweep().catch((error: unknown) => log("warn", "sweep_failed", { error }));
}
