import type { RawAccess } from "rivetkit/db";
import type { PromptItem } from "../../src/protocol/index.ts";
import { interruptItem } from "../../src/rules/items.ts";
import { TURN_INTERRUPTED } from "../../src/rules/turn.ts";
import {
	createItemRow,
	MAX_FLUSH_BYTES,
	readAbandonedItems,
	takeRowsWithinBytes,
	writeItemRows,
} from "../database/itemTable.ts";
import type { ItemDraft } from "../items/itemDraft.ts";
import { FailureStreak } from "../log/FailureStreak.ts";
import type { WorkspaceLog } from "../log/workspaceLog.ts";
import { createNotice } from "../notices/notices.ts";
import type { BackoffLimits } from "../timing/Backoff.ts";
import { retry } from "../timing/retry.ts";

/**
 * What a start stores first: the prompt that ran when the earlier process ended is interrupted. Queued prompts stay
 * queued, and {@link closeAbandonedItems} closes the other open items later, because they may be thousands.
 *
 * @param openPrompts - The prompts that waited or ran.
 */
export function recoverPrompts(openPrompts: readonly PromptItem[], now: number): readonly ItemDraft[] {
	const running = openPrompts.filter((prompt) => prompt.state === "running");
	return running.flatMap((prompt) => [interruptItem(prompt, now), createNotice(TURN_INTERRUPTED, prompt.turnId)]);
}

/** A row has up to 0.7 MB. */
const ITEMS_PER_COMMIT = 50;

interface CloseAbandonedItemsDeps {
	readonly db: RawAccess;
	readonly log: WorkspaceLog;
	readonly limits: BackoffLimits;
	readonly signal: AbortSignal;
}

/**
 * Stores the items that an earlier process left open as closed, some per transaction, so that others can run between
 * them. Not broadcast: readers already see these items as closed. Never rejects.
 */
export async function closeAbandonedItems({ db, log, limits, signal }: CloseAbandonedItemsDeps): Promise<void> {
	const streak = new FailureStreak(log, "cleanup_failed");
	const closeSome = () => db.transaction(closeNextItems, { name: "workspace.close_left" });
	try {
		while (!signal.aborted && (await retry(closeSome, { limits, signal, streak })));
	} catch (error) {
		streak.failed(error);
	}
}

/** Returns whether there were any. */
async function closeNextItems(tx: RawAccess): Promise<boolean> {
	const items = await readAbandonedItems(tx, ITEMS_PER_COMMIT);
	await writeItemRows(tx, takeRowsWithinBytes(items, createItemRow, MAX_FLUSH_BYTES));
	return items.length > 0;
}
