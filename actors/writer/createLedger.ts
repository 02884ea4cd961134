import type { Head, Patch, TimelineItem } from "../../src/protocol/index.ts";
import type { PatchGatherer } from "../broadcast/createPatchGatherer.ts";
import type { ItemDraft } from "../items/itemDraft.ts";
import type { LiveItems } from "./createLiveItems.ts";

type WithoutSeq<Change> = Change extends Patch ? Omit<Change, "seq"> : never;

/** A change that is not of an item, before it has its number. */
export type Fact = WithoutSeq<Exclude<Patch, { readonly kind: "item" | "append" }>>;

/** What the agent streams, as the projection tells it. */
export type StreamedChange =
	| { readonly kind: "item"; readonly item: ItemDraft }
	| { readonly kind: "append"; readonly itemId: string; readonly offset: number; readonly text: string };

/** Text longer than this is told as the item it makes: appends stay small. */
const MAX_APPEND_CHARACTERS = 16_384;

/** A draft with its place and number. */
export type Stamped<Draft extends ItemDraft> = Draft & Pick<TimelineItem, "order" | "seq">;

/** Gives each change its number and its item a place, in memory, and tells it. */
export interface Ledger {
	head(): Head;
	/** Numbers an item without telling it. */
	stamp<Draft extends ItemDraft>(draft: Draft): Stamped<Draft>;
	tellItem(item: TimelineItem): void;
	tellFact(fact: Fact): void;
	stream(change: StreamedChange): void;
}

export interface LedgerOptions {
	/** The highest numbers given before. */
	readonly seq: number;
	readonly order: number;
	readonly epoch: number;
	readonly live: LiveItems;
	/** Hears of every item that is told. */
	onItem(item: TimelineItem): void;
	readonly gatherer: () => PatchGatherer;
}

export function createLedger(options: LedgerOptions): Ledger {
	const { live } = options;
	let { seq, order } = options;

	function stamp<Draft extends ItemDraft>(draft: Draft): Stamped<Draft> {
		seq += 1;
		return { ...draft, seq, order: draft.order ?? live.orderOf(draft.id) ?? nextOrder() };
	}

	function nextOrder(): number {
		order += 1;
		return order;
	}

	function tellItem(item: TimelineItem): void {
		options.onItem(item);
		options.gatherer().add({ kind: "item", seq: item.seq, item });
	}

	function append(itemId: string, offset: number, text: string): void {
		const item = live.get(itemId);
		if (!item || !("text" in item) || item.text.length !== offset) return;
		seq += 1;
		const grown = { ...item, seq, text: item.text + text };
		live.put(grown);
		if (text.length > MAX_APPEND_CHARACTERS) tellItem(grown);
		else options.gatherer().add({ kind: "append", seq, itemId, offset, text });
	}

	function replace(draft: ItemDraft): void {
		const item = stamp(draft);
		live.put(item);
		tellItem(item);
	}

	function stream(change: StreamedChange): void {
		if (change.kind === "item") replace(change.item);
		else append(change.itemId, change.offset, change.text);
	}

	return {
		head: () => ({ epoch: options.epoch, seq }),
		stamp,
		tellItem,
		tellFact(fact) {
			seq += 1;
			options.gatherer().add({ ...fact, seq });
		},
		stream,
	};
}
