import type { TimelineItem } from "../../src/protocol/index.ts";

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
