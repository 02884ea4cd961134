import type { RawAccess } from "rivetkit/db";
import type { ActionName, Head, TimelineItem } from "../../src/protocol/index.ts";
import type { Identity } from "../access/identity.ts";
import type { AuditLog } from "../audit/AuditLog.ts";
import type { BatchPace } from "../broadcast/BatchPace.ts";
import type { PatchBatcher } from "../broadcast/PatchBatcher.ts";
import {
	createItemRow,
	createTransactionRows,
	type ItemRow,
	MAX_FLUSH_BYTES,
	takeRowsWithinBytes,
	writeItemRows,
} from "../database/itemTable.ts";
import { writeMeta } from "../database/metaTable.ts";
import type { FailureStreak } from "../log/FailureStreak.ts";
import { Backoff } from "../timing/Backoff.ts";
import { SerialQueue } from "../timing/SerialQueue.ts";
import type { Ledger, StateChange, StreamedChange } from "./Ledger.ts";
import type { LiveItems } from "./LiveItems.ts";
import type { StorageHealth } from "./StorageHealth.ts";
import { type CollectedChanges, collectTransaction, type Transaction } from "./transaction.ts";

/** What a read returned, and what it could not return because it is not stored yet. */
interface ReadResult<Rows> {
	readonly rows: Rows;
	readonly unstored: readonly TimelineItem[];
	readonly head: Head;
}

/** A part that keeps rows in memory until the next flush. */
export interface FlushParticipant {
	/** Writes what is unstored inside the flush's transaction. */
	store(tx: RawAccess): Promise<void>;
	/** The transaction of the last `store` was committed. */
	markStored?(): void;
}

/**
 * What no longer changes is stored after this many milliseconds. While text streams it is stored less often: a flush
 * writes the whole pages of its rows, however little was added, and holds up the broadcasts behind it.
 */
const QUIET_MS = 250;

interface WriterDeps {
	readonly db: RawAccess;
	readonly ledger: Ledger;
	readonly live: LiveItems;
	readonly batcher: PatchBatcher;
	readonly pace: Pick<BatchPace, "startCommit" | "needsCommit">;
	/** What keeps changing is stored at least this often. */
	readonly flushIntervalMs: number;
	/** How long the response to a client id is kept, in milliseconds. */
	readonly requestRetentionMs: number;
	readonly participants: readonly FlushParticipant[];
	/** Records acts with what they change. */
	readonly audit: Pick<AuditLog, "append" | "settle">;
	readonly flushStreak: FailureStreak;
	readonly health: StorageHealth;
	/** A person with the role that they have by now; throws when they may not do it any more. */
	requireStill(person: Identity, action: ActionName): Identity;
	/** Stores what follows from the items of a transaction, with that transaction and before they are written. */
	follow?(transaction: Transaction, items: readonly TimelineItem[]): Promise<void>;
}

/** Every change of the workspace goes through here: it is numbered, stored and broadcast. */
export class Writer {
	readonly #deps: WriterDeps;
	readonly #queue = new SerialQueue();
	readonly #flushQueue = new SerialQueue();
	readonly #flushBackoff = new Backoff({ retryBaseMs: QUIET_MS, retryMaxMs: 5_000 });
	#flushTimer: NodeJS.Timeout | undefined;
	/** When something unstored has changed last. */
	#changedAt = 0;
	/** The flush that has not begun, because the one before it still runs. It stores what is unstored when it begins. */
	#nextFlush: Promise<void> | undefined;
	#maxFlushBytes = MAX_FLUSH_BYTES;
	#isStopped = false;

	constructor(deps: WriterDeps) {
		this.#deps = deps;
	}

	head(): Head {
		return this.#deps.ledger.head();
	}

	/** The `order` of the newest item. */
	lastOrder(): number {
		return this.#deps.ledger.lastOrder();
	}

	/**
	 * Stores what `work` changes in one database transaction, then broadcasts it, then resolves with its result.
	 * Transactions run one after another.
	 */
	commit<Result>(name: string, work: (transaction: Transaction) => Promise<Result>): Promise<Result> {
		return this.#queue.run(async () => {
			try {
				return await this.#commitNow(name, work);
			} catch (error) {
				this.#reportFailure(error);
				await this.#announceFailure();
				throw error;
			}
		});
	}

	async #commitNow<Result>(name: string, work: (transaction: Transaction) => Promise<Result>): Promise<Result> {
		const release = this.#deps.batcher.hold();
		try {
			const { result, changes } = await this.#store(name, work);
			this.#publish(changes);
			return result;
		} finally {
			release();
		}
	}

	/**
	 * An engine whose disk is full drops its connections in a moment: what everybody should know goes out before whoever is
	 * refused learns of it, and before the next transaction holds it back.
	 */
	async #announceFailure(): Promise<void> {
		const { health, batcher } = this.#deps;
		await health.announced();
		if (health.isFailing) batcher.flush();
	}

	/** Broadcasts at once, and stores with the next flush. */
	stream(changes: readonly StreamedChange[]): void {
		for (const change of changes) this.#deps.ledger.stream(change);
		this.scheduleFlush();
	}

	/** Broadcasts at once, and stores nothing. */
	broadcast(change: StateChange): void {
		this.#deps.ledger.publishState(change);
	}

	/** Reads between transactions, so that the result holds everything that was broadcast up to `head`. */
	read<Rows>(name: string, query: (tx: RawAccess) => Promise<Rows>): Promise<ReadResult<Rows>> {
		const { db, batcher, live } = this.#deps;
		return this.#queue.run(async () => {
			const rows = await db.transaction(query, { name: `workspace.${name}` });
			batcher.flush();
			return { rows, unstored: live.unstored(), head: this.head() };
		});
	}

	/** Resolves when the transactions and reads that were begun are done. */
	idle(): Promise<void> {
		return this.#queue.run(async () => undefined);
	}

	/**
	 * Flushes once nothing has changed for a moment, and after the flush interval at the latest; at once if that is to say
	 * whether the engine keeps up. While nothing can be stored, the check for that stores what waits.
	 */
	scheduleFlush(): void {
		if (this.#isStopped || this.#deps.health.isFailing) return;
		this.#changedAt = performance.now();
		if (this.#deps.pace.needsCommit()) void this.flush();
		else if (!this.#flushTimer) this.#flushWhenQuiet(this.#changedAt + this.#deps.flushIntervalMs);
	}

	/** Stores now what was broadcast but not stored. A flush that fails is retried later; this never rejects. */
	flush(): Promise<void> {
		clearTimeout(this.#flushTimer);
		this.#flushTimer = undefined;
		this.#nextFlush ??= this.#flushQueue
			.run(() => this.#storeUnstored())
			.catch((error: unknown) => {
				this.#deps.flushStreak.failed(error);
				this.#reportFailure(error);
				this.#repeatFlush();
			});
		return this.#nextFlush;
	}

	/** Evicts the stored items of a turn that is over. */
	evictStored(): void {
		this.#deps.live.evictStored();
	}

	/** Stores what is left, and broadcasts nothing more. */
	async stop(): Promise<void> {
		this.#isStopped = true;
		this.#deps.health.stop();
		await this.flush();
		this.#deps.batcher.flush();
		this.#deps.batcher.stop();
	}

	/** After a failure that is not the storage's: another attempt at once would most likely fail, too. */
	#repeatFlush(): void {
		if (this.#isStopped || this.#deps.health.isFailing) return;
		this.#flushTimer ??= setTimeout(() => void this.flush(), this.#flushBackoff.fail());
	}

	#flushWhenQuiet(latest: number): void {
		const now = performance.now();
		const dueAt = Math.min(this.#changedAt + QUIET_MS, latest);
		if (dueAt <= now) void this.flush();
		else this.#flushTimer = setTimeout(() => this.#flushWhenQuiet(latest), dueAt - now);
	}

	#reportFailure(error: unknown): void {
		this.#deps.health.failed(error, () => this.#checkStorage());
	}

	/** Stores what waits. If nothing does, it stores something else: that nothing fails says nothing. */
	async #checkStorage(): Promise<void> {
		await this.#flushQueue.run(() => this.#storeUnstored());
		const check = (tx: RawAccess) => writeMeta(tx, "storage_checked_at", Date.now());
		await this.#queue.run(() => this.#transaction("storage_check", check));
	}

	#store<Result>(name: string, work: (transaction: Transaction) => Promise<Result>) {
		const { ledger, requestRetentionMs, requireStill, follow } = this.#deps;
		return this.#transaction(name, async (tx) => {
			const { transaction, changes } = collectTransaction(ledger, { tx, requestRetentionMs, requireStill });
			const result = await work(transaction);
			const rows = createTransactionRows(changes.items);
			await follow?.(transaction, changes.items);
			await writeItemRows(tx, rows);
			await this.#deps.audit.append(tx, changes.acts);
			return { result, changes: { ...changes, items: rows.map(({ item }) => item) } };
		});
	}

	async #transaction<Result>(name: string, work: (tx: RawAccess) => Promise<Result>): Promise<Result> {
		const { db, audit, pace } = this.#deps;
		const answered = pace.startCommit();
		let isStored = false;
		try {
			const result = await db.transaction(work, { name: `workspace.${name}` });
			isStored = true;
			return result;
		} finally {
			audit.settle(isStored);
			answered();
		}
	}

	#publish({ items, stateChanges, effects }: CollectedChanges): void {
		const { ledger, live } = this.#deps;
		for (const item of items) {
			live.remove(item.id);
			ledger.publishItem(item);
		}
		for (const change of stateChanges) ledger.publishState(change);
		for (const effect of effects) effect();
	}

	/** Stores what is unstored now in chunks, between which transactions and reads can run. */
	async #storeUnstored(): Promise<void> {
		this.#nextFlush = undefined;
		let left = this.#deps.live.unstored().length;
		let stored: number;
		do {
			stored = await this.#queue.run(() => this.#storeChunk());
			left -= stored;
		} while (left > 0 && stored > 0);
	}

	/** Returns how many items it stored. After a failure the next chunk is smaller: it may have been too large. */
	async #storeChunk(): Promise<number> {
		const { live, participants, flushStreak } = this.#deps;
		const items = live.unstored();
		const rows = takeRowsWithinBytes(items, createItemRow, this.#maxFlushBytes);
		this.#maxFlushBytes = Math.floor(this.#maxFlushBytes / 4);
		await this.#transaction("flush", (tx) => this.#storeWithParticipants(tx, rows));
		this.#maxFlushBytes = MAX_FLUSH_BYTES;
		live.markStored(items.slice(0, rows.length).map((item, index) => ({ item, kept: rows[index]?.item ?? item })));
		for (const participant of participants) participant.markStored?.();
		flushStreak.recovered();
		this.#flushBackoff.reset();
		return rows.length;
	}

	async #storeWithParticipants(tx: RawAccess, rows: readonly ItemRow[]): Promise<void> {
		await writeItemRows(tx, rows);
		for (const participant of this.#deps.participants) await participant.store(tx);
	}
}
