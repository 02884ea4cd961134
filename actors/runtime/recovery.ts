import type { RawAccess } from "rivetkit/db";
import type { BackgroundWork, PromptItem } from "../../src/protocol/index.ts";
import { backgroundCutNotice } from "../../src/rules/background.ts";
import { interruptItem, type UnplacedItem } from "../../src/rules/items.ts";
import { hasJoinedTurn, TURN_INTERRUPTED } from "../../src/rules/turn.ts";
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
import { createNotice, steeringUnconfirmedNotice } from "../notices/notices.ts";
import type { BackoffLimits } from "../timing/Backoff.ts";
import { retry } from "../timing/retry.ts";

/**
 * What a start stores first: the prompt that ran when the earlier process ended is interrupted, and so is one that was
 * just being given to the agent in that turn: it may have it, and nothing that it may have runs a second time. Queued
 * prompts stay queued, and {@link closeAbandonedItems} closes the other open items later, because they may be thousands.
 *
 * @param openPrompts - The prompts that waited or ran.
 * @param reason - What is said of the turn.
 */
export function recoverPrompts(
	openPrompts: readonly PromptItem[],
	now: number,
	reason: typeof TURN_INTERRUPTED = TURN_INTERRUPTED,
): readonly ItemDraft[] {
	const running = openPrompts.filter((prompt) => prompt.state === "running");
	return running.flatMap((prompt) => {
		const notice = hasJoinedTurn(prompt)
			? steeringUnconfirmedNotice(reason, prompt.turnId)
			: createNotice(reason, prompt.turnId);
		return [interruptItem(prompt, now), notice];
	});
}

/** What a start says about work in the background that the end of the earlier process has cut off. Null when there was none. */
export function lostBackgroundNotice(lost: BackgroundWork | null): UnplacedItem<"notice"> | null {
	const notice = lost && backgroundCutNotice("restarted", lost.tasks);
	// The id is that of the work: a process that is killed before it has stored this says it once all the same.
	return notice && { ...createNotice(notice), id: `cut-${lost.id}` };
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
