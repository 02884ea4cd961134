import type { TimelineItem } from "../../src/protocol/index.ts";

type WithoutPlace<Item> = Item extends TimelineItem ? Omit<Item, "order" | "seq"> : never;

/** An item before the writer assigns its `seq`. Without `order` it keeps its place, or is placed last. */
export type ItemDraft = WithoutPlace<TimelineItem> & { readonly order?: number | undefined };

/** A new id for an item or a turn. */
export function createItemId(): string {
	return crypto.randomUUID();
}
