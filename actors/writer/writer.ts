import type { RawAccess } from "rivetkit/db";
import type { Head, TimelineItem } from "../../src/protocol/index.ts";
import type { PatchBatcher } from "../broadcast/patchBatcher.ts";
import {
	createItemRow,
	createTransactionRows,
	type ItemRow,
	MAX_FLUSH_BYTES,
	takeRowsWithinBytes,
	writeItemRows,
} from "../database/itemTable.ts";
import { deleteRequestsBefore, findRequest, insertRequest, type RequestKey } from "../database/requestTable.ts";
import type { ItemDraft } from "../items/itemDraft.ts";
import type { FailureStreak } from "../log/failureStreak.ts";
import { createSerialQueue } from "../timing/serialQueue.ts";
import type { Ledger, LiveItems, Sequenced, StateChange, StreamedChange } from "./ledger.ts";

/** What one act of a person, or of the workspace itself, changes: all of it or nothing. */
export interface Transaction {
	readonly tx: RawAccess;
	/** How long the answer to a client id is kept. */
	readonly requestRetentionMs: number;
	/** Stores an item with the act, and tells it after. */
	put<Draft extends ItemDraft>(draft: Draft): Sequenced<Draft>;
	/** Tells a fact after the act is stored. */
	broadcast(fact: StateChange): void;
	/** Runs once the act is stored and told. */
	afterCommit(effect: () => void): void;
}

/** What a read found, and what it could not find because it is not stored yet. */
interface ReadResult<Rows> {
	readonly rows: Rows;
	readonly unstored: readonly TimelineItem[];
	readonly head: Head;
}

/** The only way to change the workspace: whoever changes something goes through here. */
export interface Writer {
	head(): Head;
	/** Stored in one transaction, then told, then answered. Acts run one after another. */
	commit<Answer>(name: string, work: (act: Transaction) => Promise<Answer>): Promise<Answer>;
	/** Told at once, stored with the next flush. */
	stream(changes: readonly StreamedChange[]): void;
	/** Told at once, not stored. */
	broadcast(fact: StateChange): void;
	/** Reads between acts, so that what was told up to `head` is all in the result. */
	read<Rows>(name: string, query: (tx: RawAccess) => Promise<Rows>): Promise<ReadResult<Rows>>;
	/** Stores soon what the flush parts hold. */
	scheduleFlush(): void;
	/** Stores now what was told but not stored. What fails is tried again later; it never rejects. */
	flush(): Promise<void>;
	/** Lets go of the stored items of a turn that is over. */
	evictStored(): void;
	/** Stores what is left and tells nothing more. */
	stop(): Promise<void>;
}

/** Something that keeps rows in memory until the next flush. */
export interface FlushParticipant {
	/** Writes what waits inside the flush's transaction. */
	store(tx: RawAccess): Promise<void>;
	/** The transaction of the last `store` went through. */
	markStored?(): void;
}

/** What an act has said it changes, until it is stored. */
interface CollectedTransaction {
	readonly items: readonly TimelineItem[];
	readonly stateChanges: readonly StateChange[];
	readonly effects: readonly (() => void)[];
	/** The act as its author sees it. */
	readonly transaction: Transaction;
}

function collectTransaction(ledger: Ledger, tx: RawAccess, requestRetentionMs: number): CollectedTransaction {
	const items: TimelineItem[] = [];
	const stateChanges: StateChange[] = [];
	const effects: (() => void)[] = [];
	const transaction: Transaction = {
		tx,
		requestRetentionMs,
		put(draft) {
			const item = ledger.assignSeq(draft);
			items.push(item);
			return item;
		},
		broadcast: (fact) => stateChanges.push(fact),
		afterCommit: (effect) => effects.push(effect),
	};
	return { items, stateChanges, effects, transaction };
}

interface WriterOptions {
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

/** More than one: the table shrinks while requests come, however long nobody has swept it. */
const DELETED_PER_REQUEST = 2;

/** Does the work of a request the first time; a repeat under the same client id gets the first answer. */
export async function runIdempotent<Answer>(
	act: Transaction,
	key: RequestKey,
	work: () => Answer | Promise<Answer>,
): Promise<Answer> {
	const known = await findRequest<Answer>(act.tx, key);
	if (known) return known.answer;
	const answer = await work();
	const now = Date.now();
	await insertRequest(act.tx, key, answer, now);
	await deleteRequestsBefore(act.tx, now - act.requestRetentionMs, DELETED_PER_REQUEST);
	return answer;
}
