import type { RawAccess } from "rivetkit/db";
import type { TimelineItem } from "../../src/protocol/index.ts";
import type { Fact, Ledger } from "./createLedger.ts";
import type { Act } from "./writer.ts";

/** What an act has said it changes, until it is stored. */
export interface CollectedAct {
	readonly items: readonly TimelineItem[];
	readonly facts: readonly Fact[];
	readonly effects: readonly (() => void)[];
	/** The act as its author sees it. */
	readonly act: Act;
}

export function collectAct(ledger: Ledger, tx: RawAccess, keepRequestsMs: number): CollectedAct {
	const items: TimelineItem[] = [];
	const facts: Fact[] = [];
	const effects: (() => void)[] = [];
	const act: Act = {
		tx,
		keepRequestsMs,
		put(draft) {
			const item = ledger.stamp(draft);
			items.push(item);
			return item;
		},
		tell: (fact) => facts.push(fact),
		afterwards: (effect) => effects.push(effect),
	};
	return { items, facts, effects, act };
}
