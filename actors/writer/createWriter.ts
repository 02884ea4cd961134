import type { RawAccess } from "rivetkit/db";
import type { PatchGatherer } from "../broadcast/createPatchGatherer.ts";
import { createActRows, createItemRow, type ItemRow, MAX_COMMIT_BYTES, writeItemRows } from "../database/itemTable.ts";
import type { FailureRow } from "../log/createFailureRow.ts";
import { type CollectedAct, collectAct } from "./collectAct.ts";
import { createLane } from "./createLane.ts";
import type { Ledger } from "./createLedger.ts";
import type { LiveItems } from "./createLiveItems.ts";
import { takeRows } from "./takeRows.ts";
import type { FlushPart, Writer } from "./writer.ts";

export interface WriterOptions {
	readonly db: RawAccess;
	readonly ledger: Ledger;
	readonly live: LiveItems;
	readonly gatherer: PatchGatherer;
	readonly flushMs: number;
	/** How long the answer to a client id is kept. */
	readonly keepRequestsMs: number;
	readonly parts: readonly FlushPart[];
	/** Hears how flushes go. What one that failed held stays and is tried again. */
	readonly flushes: FailureRow;
}

export function createWriter(options: WriterOptions): Writer {
	const { db, ledger, live, gatherer } = options;
	const lane = createLane();
	const flushLane = createLane();
	let flushTimer: NodeJS.Timeout | undefined;
	let stopped = false;
	let pieceBytes = MAX_COMMIT_BYTES;
	/** The flush that stores what is unstored when it begins, because one before it is still at it. */
	let waiting: Promise<void> | undefined;

	function scheduleFlush(): void {
		if (stopped) return;
		flushTimer ??= setTimeout(flush, options.flushMs);
	}

	function flush(): Promise<void> {
		clearTimeout(flushTimer);
		flushTimer = undefined;
		waiting ??= flushLane(storeUnstored).catch((error: unknown) => {
			options.flushes.failed(error);
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
		const rows = takeRows(items, createItemRow, pieceBytes);
		pieceBytes = Math.floor(pieceBytes / 4);
		await db.transaction((tx) => storeWithParts(tx, rows), { name: "workspace.flush" });
		pieceBytes = MAX_COMMIT_BYTES;
		live.markStored(items.slice(0, rows.length));
		for (const part of options.parts) part.markStored?.();
		options.flushes.ended();
		return rows.length;
	}

	async function storeWithParts(tx: RawAccess, rows: readonly ItemRow[]): Promise<void> {
		await writeItemRows(tx, rows);
		for (const part of options.parts) await part.store(tx);
	}

	/** Rows first: an act is told when it is stored, and what is streamed meanwhile is told after it. */
	const commit: Writer["commit"] = (name, work) =>
		lane(async () => {
			const release = gatherer.hold();
			try {
				const { answer, stored } = await db.transaction(
					async (tx) => {
						const collected = collectAct(ledger, tx, options.keepRequestsMs);
						const answer = await work(collected.act);
						const rows = createActRows(collected.items);
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

	function publish({ items, facts, effects }: CollectedAct): void {
		for (const item of items) {
			live.drop(item.id);
			ledger.tellItem(item);
		}
		for (const fact of facts) ledger.tellFact(fact);
		for (const effect of effects) effect();
	}

	return {
		head: ledger.head,
		commit,
		stream(changes) {
			for (const change of changes) ledger.stream(change);
			scheduleFlush();
		},
		tell: ledger.tellFact,
		read: (name, query) =>
			lane(async () => {
				const rows = await db.transaction(query, { name: `workspace.${name}` });
				gatherer.flush();
				return { rows, unstored: live.unstored(), head: ledger.head() };
			}),
		scheduleFlush,
		flush,
		forgetStored: live.forgetStored,
		async stop() {
			stopped = true;
			await flush();
			gatherer.flush();
			gatherer.stop();
		},
	};
}
