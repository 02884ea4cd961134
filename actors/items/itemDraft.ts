import type { TimelineItem } from "../../src/protocol/index.ts";

type WithoutPlace<Item> = Item extends TimelineItem ? Omit<Item, "order" | "seq"> : never;

/** An item before the writer gives it its number. Without `order` it keeps the place it has, or takes the last one. */
export type ItemDraft = WithoutPlace<TimelineItem> & { readonly order?: number | undefined };

/** A new id for an item or a turn. */
export function createItemId(): string {
	return crypto.randomUUID();
}
