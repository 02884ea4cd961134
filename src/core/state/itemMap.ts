import type { TimelineItem } from "../../protocol/index.ts";

type Items = ReadonlyMap<string, TimelineItem>;
type Entry = readonly [string, TimelineItem];

/** More changed items than these are copied into a new base: rarely enough to cost nothing, and lookups stay two steps. */
const MAX_CHANGED = 64;

/**
 * The items of a timeline by id, immutable. A copy with some items changed shares all others with the map it was made
 * from, because items change with every token: a base that is never written, and above it the few items that have
 * changed since.
 */
class ItemMap implements ReadonlyMap<string, TimelineItem> {
	readonly #base: Items;
	readonly #changed: Items;
	readonly size: number;

	constructor(base: Items, changed: Items) {
		this.#base = base;
		this.#changed = changed;
		this.size = base.size + [...changed.keys()].filter((id) => !base.has(id)).length;
	}

	/** A copy with items added or replaced. */
	with(items: readonly TimelineItem[]): Items {
		const changed = new Map(this.#changed);
		for (const item of items) changed.set(item.id, item);
		if (changed.size <= MAX_CHANGED) return new ItemMap(this.#base, changed);
		return itemMap([...this.#base, ...changed]);
	}

	get(id: string): TimelineItem | undefined {
		return this.#changed.get(id) ?? this.#base.get(id);
	}

	has(id: string): boolean {
		return this.#changed.has(id) || this.#base.has(id);
	}

	entries(): MapIterator<[string, TimelineItem]> {
		return this.#whole().entries();
	}

	keys(): MapIterator<string> {
		return this.#whole().keys();
	}

	values(): MapIterator<TimelineItem> {
		return this.#whole().values();
	}

	[Symbol.iterator](): MapIterator<[string, TimelineItem]> {
		return this.entries();
	}

	forEach(visit: (item: TimelineItem, id: string, items: Items) => void, receiver?: unknown): void {
		for (const [id, item] of this) visit.call(receiver, item, id, this);
	}

	/** Whoever reads all items does so when items are added or on demand, not with every token. */
	#whole(): Items {
		return this.#changed.size === 0 ? this.#base : new Map([...this.#base, ...this.#changed]);
	}
}

/** Items by id, in the given order. */
export function itemMap(entries: Iterable<Entry>): Items {
	return new ItemMap(new Map(entries), new Map());
}

/** A map with some items added or replaced. Costs what they are, not what the map holds. */
export function withItems(items: Items, arriving: readonly TimelineItem[]): Items {
	const map = items instanceof ItemMap ? items : new ItemMap(items, new Map());
	return arriving.length === 0 ? items : map.with(arriving);
}
