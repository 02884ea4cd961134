import type { UnplacedItem } from "../../src/rules/items.ts";

/** An item before the writer assigns its `seq`. Without `order` it keeps its place, or is placed last. */
export type ItemDraft = UnplacedItem & { readonly order?: number | undefined };

/** A new id for an item or a turn. */
export function createItemId(): string {
	return crypto.randomUUID();
}
