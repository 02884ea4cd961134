import type { Head, Patch, TimelineItem } from "../../src/protocol/index.ts";
import type { WorkspaceEventHub } from "../events/workspaceEvents.ts";
import type { ItemDraft } from "../items/itemDraft.ts";
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
	readonly events: WorkspaceEventHub;
}

/** Assigns each change its number and each item its place, in memory, and emits the change as a patch. */
export class Ledger {
	readonly #epoch: number;
	readonly #live: LiveItems;
	readonly #events: WorkspaceEventHub;
	#seq: number;
	#order: number;

	constructor({ epoch, seq, order, live, events }: LedgerDeps) {
		this.#epoch = epoch;
		this.#live = live;
		this.#events = events;
		this.#seq = seq;
		this.#order = order;
	}

	/** The last number that was assigned. */
	head(): Head {
		return { epoch: this.#epoch, seq: this.#seq };
	}

	/** Assigns an item its number and place without publishing it. */
	assignSeq<Draft extends ItemDraft>(draft: Draft): Sequenced<Draft> {
		const seq = this.#nextSeq();
		return { ...draft, seq, order: draft.order ?? this.#live.orderOf(draft.id) ?? this.#nextOrder() };
	}

	publishItem(item: TimelineItem): void {
		this.#events.emit("itemChanged", item);
		this.#events.emit("patchCreated", { kind: "item", seq: item.seq, item });
	}

	publishState(change: StateChange): void {
		this.#events.emit("patchCreated", { ...change, seq: this.#nextSeq() });
	}

	/** Updates the live item and publishes the change. */
	stream(change: StreamedChange): void {
		if (change.kind === "item") this.#replace(change.item);
		else this.#append(change.itemId, change.offset, change.text);
	}

	#replace(draft: ItemDraft): void {
		const item = this.assignSeq(draft);
		this.#live.put(item);
		this.publishItem(item);
	}

	#append(itemId: string, offset: number, text: string): void {
		const item = this.#live.get(itemId);
		if (!item || !("text" in item) || item.text.length !== offset) return;
		const seq = this.#nextSeq();
		const grown = { ...item, seq, text: item.text + text };
		this.#live.put(grown);
		if (text.length > MAX_APPEND_CHARACTERS) this.publishItem(grown);
		else this.#events.emit("patchCreated", { kind: "append", seq, itemId, offset, text });
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
