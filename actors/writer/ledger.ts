import type { Head, Patch, TimelineItem } from "../../src/protocol/index.ts";
import type { PatchBatcher } from "../broadcast/patchBatcher.ts";
import type { ItemDraft } from "../items/itemDraft.ts";

/** The items of the open turn as they are now, and which of them are not stored yet. The past is not here. */
export interface LiveItems {
	get(id: string): TimelineItem | undefined;
	/** Where an item of this turn or the one before stands. */
	orderOf(id: string): number | undefined;
	/** The item as it is now, not stored yet. */
	put(item: TimelineItem): void;
	/** Lets go of an item that an act has stored. */
	remove(id: string): void;
	/** Those that are not stored yet. */
	unstored(): readonly TimelineItem[];
	/** Tells that these states are stored. An item that has changed since stays unstored. */
	markStored(items: readonly TimelineItem[]): void;
	/** Lets go of all that is stored: another turn begins. */
	evictStored(): void;
}

export function createLiveItems(): LiveItems {
	const items = new Map<string, TimelineItem>();
	const waiting = new Set<string>();
	let orders = new Map<string, number>();
	// A command in the background may report its end in the turn after its own.
	let ordersBefore = new Map<string, number>();

	return {
		get: (id) => items.get(id),
		orderOf: (id) => orders.get(id) ?? ordersBefore.get(id),
		put(item) {
			items.set(item.id, item);
			orders.set(item.id, item.order);
			waiting.add(item.id);
		},
		remove(id) {
			items.delete(id);
			waiting.delete(id);
		},
		unstored: () => [...waiting].flatMap((id) => items.get(id) ?? []),
		markStored(stored) {
			for (const item of stored) {
				if (items.get(item.id) === item) waiting.delete(item.id);
			}
		},
		evictStored() {
			for (const id of items.keys()) {
				if (!waiting.has(id)) items.delete(id);
			}
			ordersBefore = orders;
			orders = new Map();
		},
	};
}

type WithoutSeq<Change> = Change extends Patch ? Omit<Change, "seq"> : never;

/** A change that is not of an item, before it has its number. */
export type StateChange = WithoutSeq<Exclude<Patch, { readonly kind: "item" | "append" }>>;

/** What the agent streams, as the projection tells it. */
export type StreamedChange =
	| { readonly kind: "item"; readonly item: ItemDraft }
	| { readonly kind: "append"; readonly itemId: string; readonly offset: number; readonly text: string };

/** Text longer than this is told as the item it makes: appends stay small. */
const MAX_APPEND_CHARACTERS = 16_384;

/** A draft with its place and number. */
export type Sequenced<Draft extends ItemDraft> = Draft & Pick<TimelineItem, "order" | "seq">;

/** Gives each change its number and its item a place, in memory, and tells it. */
export interface Ledger {
	head(): Head;
	/** Numbers an item without telling it. */
	assignSeq<Draft extends ItemDraft>(draft: Draft): Sequenced<Draft>;
	publishItem(item: TimelineItem): void;
	publishState(fact: StateChange): void;
	stream(change: StreamedChange): void;
}

interface LedgerOptions {
	/** The highest numbers given before. */
	readonly seq: number;
	readonly order: number;
	readonly epoch: number;
	readonly live: LiveItems;
	/** Hears of every item that is told. */
	onItem(item: TimelineItem): void;
	readonly batcher: () => PatchBatcher;
}

export function createLedger(options: LedgerOptions): Ledger {
	const { live } = options;
	let { seq, order } = options;

	function assignSeq<Draft extends ItemDraft>(draft: Draft): Sequenced<Draft> {
		seq += 1;
		return { ...draft, seq, order: draft.order ?? live.orderOf(draft.id) ?? nextOrder() };
	}

	function nextOrder(): number {
		order += 1;
		return order;
	}

	function publishItem(item: TimelineItem): void {
		options.onItem(item);
		options.batcher().add({ kind: "item", seq: item.seq, item });
	}

	function append(itemId: string, offset: number, text: string): void {
		const item = live.get(itemId);
		if (!item || !("text" in item) || item.text.length !== offset) return;
		seq += 1;
		const grown = { ...item, seq, text: item.text + text };
		live.put(grown);
		if (text.length > MAX_APPEND_CHARACTERS) publishItem(grown);
		else options.batcher().add({ kind: "append", seq, itemId, offset, text });
	}

	function replace(draft: ItemDraft): void {
		const item = assignSeq(draft);
		live.put(item);
		publishItem(item);
	}

	function stream(change: StreamedChange): void {
		if (change.kind === "item") replace(change.item);
		else append(change.itemId, change.offset, change.text);
	}

	return {
		head: () => ({ epoch: options.epoch, seq }),
		assignSeq,
		publishItem,
		publishState(fact) {
			seq += 1;
			options.batcher().add({ ...fact, seq });
		},
		stream,
	};
}
