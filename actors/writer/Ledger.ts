import type { Head, Patch, TimelineItem } from "../../src/protocol/index.ts";
import { findClosing } from "../../src/rules/items.ts";
import type { PatchBatcher } from "../broadcast/PatchBatcher.ts";
import type { WorkspaceEventHub } from "../events/workspaceEvents.ts";
import type { ItemDraft } from "../items/itemDraft.ts";
import { isStoredWhole } from "../items/itemSize.ts";
import type { OpenItems } from "../items/OpenItems.ts";
import type { LiveItems } from "./LiveItems.ts";

type WithoutSeq<Change> = Change extends Patch ? Omit<Change, "seq"> : never;

/** A change that does not concern an item, before it has its number. */
export type StateChange = WithoutSeq<Exclude<Patch, { readonly kind: "item" | "append" }>>;

/** What the agent streams, as the projection emits it. */
export type StreamedChange =
	| { readonly kind: "item"; readonly item: ItemDraft }
	| { readonly kind: "append"; readonly itemId: string; readonly offset: number; readonly text: string };

/** Longer text is published as the whole item, so that appends stay small. */
const MAX_APPEND_CHARACTERS = 16_384;

/** A draft with its number and its place. */
export type Sequenced<Draft extends ItemDraft> = Draft & Pick<TimelineItem, "order" | "seq">;

interface LedgerDeps {
	/** The highest numbers that were assigned before. */
	readonly seq: number;
	readonly order: number;
	readonly epoch: number;
	readonly live: LiveItems;
	readonly openItems: Pick<OpenItems, "apply">;
	readonly batcher: Pick<PatchBatcher, "add">;
	readonly events: Pick<WorkspaceEventHub, "emit">;
}

/**
 * Assigns each change its number and each item its place, in memory, and passes it on: to the open items and to the
 * next batch. Both by a call, because a change that one of them missed would be lost, and the event hub only logs what
 * a listener throws.
 */
export class Ledger {
	readonly #deps: LedgerDeps;
	#seq: number;
	#order: number;

	constructor(deps: LedgerDeps) {
		this.#deps = deps;
		this.#seq = deps.seq;
		this.#order = deps.order;
	}

	/** The last number that was assigned. */
	head(): Head {
		return { epoch: this.#deps.epoch, seq: this.#seq };
	}

	/** The place of the newest item. */
	lastOrder(): number {
		return this.#order;
	}

	/** Assigns an item its number and place without publishing it. */
	assignSeq<Draft extends ItemDraft>(draft: Draft): Sequenced<Draft> {
		const seq = this.#nextSeq();
		return { ...draft, seq, order: draft.order ?? this.#deps.live.orderOf(draft.id) ?? this.#nextOrder() };
	}

	publishItem(item: TimelineItem): void {
		this.#publish(item, { kind: "item", seq: item.seq, item });
	}

	publishState(change: StateChange): void {
		this.#deps.batcher.add({ ...change, seq: this.#nextSeq() });
	}

	/** Updates the live item and publishes the change. */
	stream(change: StreamedChange): void {
		if (change.kind === "item") this.#replace(change.item);
		else this.#append(change.itemId, change.offset, change.text);
	}

	#replace(draft: ItemDraft): void {
		const before = this.#deps.live.get(draft.id);
		const item = this.assignSeq(draft);
		this.#deps.live.put(item);
		// Clients learn from the whole item how much of it is dropped.
		const closing = isStoredWhole(item) ? findClosing(before, item) : null;
		if (closing) this.#publish(item, { kind: "close", seq: item.seq, itemId: item.id, ...closing });
		else this.publishItem(item);
	}

	#append(itemId: string, offset: number, text: string): void {
		const item = this.#deps.live.get(itemId);
		if (!item || !("text" in item) || item.text.length !== offset) return;
		const seq = this.#nextSeq();
		const grown = { ...item, seq, text: item.text + text };
		this.#deps.live.put(grown);
		if (text.length > MAX_APPEND_CHARACTERS) this.publishItem(grown);
		else this.#deps.batcher.add({ kind: "append", seq, itemId, offset, text });
	}

	#publish(item: TimelineItem, patch: Patch): void {
		const { openItems, batcher, events } = this.#deps;
		openItems.apply(item);
		batcher.add(patch);
		events.emit("itemChanged", item);
	}

	#nextSeq(): number {
		this.#seq += 1;
		return this.#seq;
	}

	#nextOrder(): number {
		this.#order += 1;
		return this.#order;
	}
}
