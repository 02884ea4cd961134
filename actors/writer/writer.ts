import type { RawAccess } from "rivetkit/db";
import type { Head, TimelineItem } from "../../src/protocol/index.ts";
import type { ItemDraft } from "../items/itemDraft.ts";
import type { Sequenced, StateChange, StreamedChange } from "./createLedger.ts";

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
export interface ReadResult<Rows> {
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
