import type { RawAccess } from "rivetkit/db";
import { createItemRow, MAX_FLUSH_BYTES, readAbandonedItems, writeItemRows } from "../database/itemTable.ts";
import { createFailureStreak } from "../log/createFailureRow.ts";
import type { WorkspaceLog } from "../log/workspaceLog.ts";
import type { BackoffLimits } from "../session/retryWait.ts";
import { retryUntilStored } from "../turn/untilStored.ts";
import { takeRowsWithinBytes } from "../writer/takeRows.ts";

/** Rows read at once, each up to 0.7 MB. */
const ITEMS_PER_COMMIT = 50;

/** What a start leaves for later, because it may be much. */
export interface AbandonedItemCloser {
	/** A piece at a time, so that people come in between. Never rejects. */
	run(): Promise<void>;
	stop(): void;
}

export interface AbandonedItemCloserOptions {
	readonly db: RawAccess;
	readonly log: WorkspaceLog;
	readonly limits: BackoffLimits;
}

/** Stores as closed what an earlier process left open. */
export function createAbandonedItemCloser({ db, log, limits }: AbandonedItemCloserOptions): AbandonedItemCloser {
	const stopping = new AbortController();
	const { signal } = stopping;
	const streak = createFailureStreak(log, "cleanup_failed");

	async function tidy(): Promise<void> {
		const store = () => db.transaction(closeAbandonedItems, { name: "workspace.close_left" });
		while (!signal.aborted && (await retryUntilStored(store, { limits, signal, streak })));
	}

	return {
		run: () => tidy().catch(streak.failed),
		stop: () => stopping.abort(),
	};
}

/** Whether there were any. Nobody is told: whoever has read them has seen them closed. */
async function closeAbandonedItems(tx: RawAccess): Promise<boolean> {
	const left = await readAbandonedItems(tx, ITEMS_PER_COMMIT);
	await writeItemRows(tx, takeRowsWithinBytes(left, createItemRow, MAX_FLUSH_BYTES));
	return left.length > 0;
}
