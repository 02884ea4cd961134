import type { RawAccess } from "rivetkit/db";
import type { TimelineItem } from "../../src/protocol/index.ts";
import type { Ledger, StateChange } from "./createLedger.ts";
import type { Transaction } from "./writer.ts";

/** What an act has said it changes, until it is stored. */
export interface CollectedTransaction {
	readonly items: readonly TimelineItem[];
	readonly stateChanges: readonly StateChange[];
	readonly effects: readonly (() => void)[];
	/** The act as its author sees it. */
	readonly transaction: Transaction;
}

export function collectTransaction(ledger: Ledger, tx: RawAccess, requestRetentionMs: number): CollectedTransaction {
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
