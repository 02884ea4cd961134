import type { RawAccess } from "rivetkit/db";
import { createItemRow, MAX_COMMIT_BYTES, readLeftItems, writeItemRows } from "../database/itemTable.ts";
import { createFailureRow } from "../log/createFailureRow.ts";
import type { WorkspaceLog } from "../log/workspaceLog.ts";
import type { RetryWaits } from "../session/retryWait.ts";
import { untilStored } from "../turn/untilStored.ts";
import { takeRows } from "../writer/takeRows.ts";

/** Rows read at once, each up to 0.7 MB. */
const ITEMS = 50;

/** What a start leaves for later, because it may be much. */
export interface Tidying {
	/** A piece at a time, so that people come in between. Never rejects. */
	run(): Promise<void>;
	stop(): void;
}

export interface TidyingOptions {
	readonly db: RawAccess;
	readonly log: WorkspaceLog;
	readonly limits: RetryWaits;
}

/** Stores as closed what an earlier process left open. */
export function createTidying({ db, log, limits }: TidyingOptions): Tidying {
	const stopping = new AbortController();
	const { signal } = stopping;
	const row = createFailureRow(log, "tidying_failed");

	async function tidy(): Promise<void> {
		const store = () => db.transaction(closeSome, { name: "workspace.close_left" });
		while (!signal.aborted && (await untilStored(store, { limits, signal, row })));
	}

	return {
		run: () => tidy().catch(row.failed),
		stop: () => stopping.abort(),
	};
}

/** Whether there were any. Nobody is told: whoever has read them has seen them closed. */
async function closeSome(tx: RawAccess): Promise<boolean> {
	const left = await readLeftItems(tx, ITEMS);
	await writeItemRows(tx, takeRows(left, createItemRow, MAX_COMMIT_BYTES));
	return left.length > 0;
}
