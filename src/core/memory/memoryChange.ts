import type { Patch, TimelineItem } from "../../protocol/index.ts";

type WithoutPlace<Item> = Item extends TimelineItem ? Omit<Item, "order" | "seq"> : never;

/** An item before the workspace has given it its place and its number. */
export type MemoryItem = WithoutPlace<TimelineItem>;

type WithoutSeq<Change> = Change extends { readonly kind: "turn" | "session" | "participants" }
	? Omit<Change, "seq">
	: never;

/** A change before the workspace has numbered it. */
export type MemoryChange =
	| {
			readonly kind: "item";
			readonly item: MemoryItem;
			/** Its place, null for the last. Default: the one it has, else the last. */
			readonly order?: number | null | undefined;
	  }
	/** Text at the end of a message or thought. */
	| { readonly kind: "append"; readonly itemId: string; readonly text: string }
	| WithoutSeq<Patch>;
