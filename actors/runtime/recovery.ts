import type { RawAccess } from "rivetkit/db";
import type { PromptItem } from "../../src/protocol/index.ts";
import {
	createItemRow,
	MAX_FLUSH_BYTES,
	readAbandonedItems,
	takeRowsWithinBytes,
	writeItemRows,
} from "../database/itemTable.ts";
import type { ItemDraft } from "../items/itemDraft.ts";
import { interruptItem } from "../items/openItems.ts";
import { createFailureStreak } from "../log/failureStreak.ts";
import type { WorkspaceLog } from "../log/workspaceLog.ts";
import { createNotice } from "../notices/notices.ts";
import { type BackoffLimits, retryUntilStored } from "../timing/retry.ts";

/**
 * What a start stores of what the process before left: the prompt that ran is interrupted, prompts that wait go on
 * waiting. Whatever else was left open may be thousands of items; it is closed while it is read (`leftAt`), and stored
 * so later.
 *
 * @param openPrompts - Those that wait or ran.
 */
export function recoverPrompts(openPrompts: readonly PromptItem[], now: number): readonly ItemDraft[] {
	const ran = openPrompts.filter((prompt) => prompt.state === "running");
	return ran.flatMap((prompt) => [interruptItem(prompt, now), interruptionNotice(prompt.turnId)]);
}

function interruptionNotice(turnId: string | null): ItemDraft {
	return createNotice(
		{
			level: "warning",
			code: "turn_interrupted",
			message: "The workspace was restarted in the middle of this turn, so the turn could not be finished.",
			hint: "Run the prompt again. What the agent had changed until then is still there.",
		},
		turnId,
	);
}

/** Rows read at once, each up to 0.7 MB. */
const ITEMS_PER_COMMIT = 50;

/** What a start leaves for later, because it may be much. */
interface AbandonedItemCloser {
	/** A piece at a time, so that people come in between. Never rejects. */
	run(): Promise<void>;
	stop(): void;
}

interface AbandonedItemCloserOptions {
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
