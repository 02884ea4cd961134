import type { RawAccess } from "rivetkit/db";
import type { PatchBatcher } from "../broadcast/createPatchGatherer.ts";
import {
	createItemRow,
	createTransactionRows,
	type ItemRow,
	MAX_FLUSH_BYTES,
	writeItemRows,
} from "../database/itemTable.ts";
import type { FailureStreak } from "../log/createFailureRow.ts";
import { type CollectedTransaction, collectTransaction } from "./collectAct.ts";
import { createSerialQueue } from "./createLane.ts";
import type { Ledger } from "./createLedger.ts";
import type { LiveItems } from "./createLiveItems.ts";
import { takeRowsWithinBytes } from "./takeRows.ts";
import type { FlushParticipant, Writer } from "./writer.ts";

export interface WriterOptions {
	readonly db: RawAccess;
	readonly ledger: Ledger;
	readonly live: LiveItems;
	readonly batcher: PatchBatcher;
	readonly flushIntervalMs: number;
	/** How long the answer to a client id is kept. */
	readonly requestRetentionMs: number;
	readonly parts: readonly FlushParticipant[];
	/** Hears how flushes go. What one that failed held stays and is tried again. */
	readonly flushStreak: FailureStreak;
}

export function createWriter(options: WriterOptions): Writer {
	const { db, ledger, live, batcher } = options;
	const lane = createSerialQueue();
	const flushLane = createSerialQueue();
	let flushTimer: NodeJS.Timeout | undefined;
	let stopped = false;
	let pieceBytes = MAX_FLUSH_BYTES;
	/** The flush that stores what is unstored when it begins, because one before it is still at it. */
	let waiting: Promise<void> | undefined;

	function scheduleFlush(): void {
		if (stopped) return;
		flushTimer ??= setTimeout(flush, options.flushIntervalMs);
	}

	function flush(): Promise<void> {
		clearTimeout(flushTimer);
		flushTimer = undefined;
		waiting ??= flushLane(storeUnstored).catch((error: unknown) => {
			options.flushStreak.failed(error);
			scheduleFlush();
		});
		return waiting;
	}

	/** What waits now, a piece at a time: acts and reads come in between. What comes meanwhile is for the next flush. */
	async function storeUnstored(): Promise<void> {
		waiting = undefined;
		let left = live.unstored().length;
		let stored: number;
		do {
			stored = await lane(storePiece);
			left -= stored;
		} while (left > 0 && stored > 0);
	}

	/** How many items it stored. A piece that fails is tried again smaller: it may have been too much. */
	async function storePiece(): Promise<number> {
		const items = live.unstored();
		const rows = takeRowsWithinBytes(items, createItemRow, pieceBytes);
		pieceBytes = Math.floor(pieceBytes / 4);
		await db.transaction((tx) => storeWithParts(tx, rows), { name: "workspace.flush" });
		pieceBytes = MAX_FLUSH_BYTES;
		live.markStored(items.slice(0, rows.length));
		for (const part of options.parts) part.markStored?.();
		options.flushStreak.recovered();
		return rows.length;
	}

	async function storeWithParts(tx: RawAccess, rows: readonly ItemRow[]): Promise<void> {
		await writeItemRows(tx, rows);
		for (const part of options.parts) await part.store(tx);
	}

	/** Rows first: an act is told when it is stored, and what is streamed meanwhile is told after it. */
	const commit: Writer["commit"] = (name, work) =>
		lane(async () => {
			const release = batcher.hold();
			try {
				const { answer, stored } = await db.transaction(
					async (tx) => {
						const collected = collectTransaction(ledger, tx, options.requestRetentionMs);
						const answer = await work(collected.transaction);
						const rows = createTransactionRows(collected.items);
						await writeItemRows(tx, rows);
						return { answer, stored: { ...collected, items: rows.map(({ item }) => item) } };
					},
					{ name: `workspace.${name}` },
				);
				publish(stored);
				return answer;
			} finally {
				release();
			}
		});

	function publish({ items, stateChanges, effects }: CollectedTransaction): void {
		for (const item of items) {
			live.remove(item.id);
			ledger.publishItem(item);
		}
		for (const fact of stateChanges) ledger.publishState(fact);
		for (const effect of effects) effect();
	}

	return {
		head: ledger.head,
		commit,
		stream(changes) {
			for (const change of changes) ledger.stream(change);
			scheduleFlush();
		},
		broadcast: ledger.publishState,
		read: (name, query) =>
			lane(async () => {
				const rows = await db.transaction(query, { name: `workspace.${name}` });
				batcher.flush();
				return { rows, unstored: live.unstored(), head: ledger.head() };
			}),
		scheduleFlush,
		flush,
		evictStored: live.evictStored,
		async stop() {
			stopped = true;
			await flush();
			batcher.flush();
			batcher.stop();
		},
	};
}
