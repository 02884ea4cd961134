import type { TimelineItem } from "../../src/protocol/index.ts";
import { isOpenItem } from "../../src/rules/items.ts";

/** Tool calls of earlier turns whose place is remembered. As many as the projection remembers. */
const MAX_LATE_ITEMS = 500;

/** An item that was stored. */
interface StoredState {
	/** As it was taken from here. */
	readonly item: TimelineItem;
	/** As it was stored. */
	readonly kept: TimelineItem;
}

function mayEndLater(item: TimelineItem): boolean {
	return item.kind === "tool_call" && (isOpenItem(item) || item.status === "cancelled");
}

/** The items of the current turn in their latest state, and which of them are not stored yet. Holds no history. */
export class LiveItems {
	readonly #items = new Map<string, TimelineItem>();
	readonly #unstoredIds = new Set<string>();
	#orders = new Map<string, number>();
	// What was said between turns is closed when the next one begins.
	#previousOrders = new Map<string, number>();
	/** Of calls that were not completed in their turn: what they run may report its end many turns later. */
	readonly #lateOrders = new Map<string, number>();

	get(id: string): TimelineItem | undefined {
		return this.#items.get(id);
	}

	/** The `order` of an item of this turn or the previous one, or of a tool call that may still end. */
	orderOf(id: string): number | undefined {
		return this.#orders.get(id) ?? this.#previousOrders.get(id) ?? this.#lateOrders.get(id);
	}

	/** Sets the latest state of an item, which is not stored yet. */
	put(item: TimelineItem): void {
		this.#items.set(item.id, item);
		this.#orders.set(item.id, item.order);
		this.#unstoredIds.add(item.id);
	}

	/** Removes an item that a transaction has stored. */
	remove(id: string): void {
		this.#items.delete(id);
		this.#unstoredIds.delete(id);
	}

	unstored(): readonly TimelineItem[] {
		return [...this.#unstoredIds].flatMap((id) => this.#items.get(id) ?? []);
	}

	/**
	 * Marks these states as stored. An item that has changed since stays unstored. Of one that is over, what was stored is
	 * kept: a tool may have printed a hundred times as much.
	 */
	markStored(stored: readonly StoredState[]): void {
		for (const { item, kept } of stored) {
			if (this.#items.get(item.id) !== item) continue;
			this.#unstoredIds.delete(item.id);
			if (!isOpenItem(item)) this.#items.set(item.id, kept);
		}
	}

	/** Evicts the stored items: another turn begins. */
	evictStored(): void {
		for (const [id, item] of this.#items) {
			if (mayEndLater(item)) this.#lateOrders.set(id, item.order);
			else this.#lateOrders.delete(id);
			if (!this.#unstoredIds.has(id)) this.#items.delete(id);
		}
		for (const id of [...this.#lateOrders.keys()].slice(0, -MAX_LATE_ITEMS)) this.#lateOrders.delete(id);
		this.#previousOrders = this.#orders;
		this.#orders = new Map();
	}
}
