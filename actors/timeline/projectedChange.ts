import type { Session, TimelineItem, TimelineItemKind } from "../../src/protocol/index.ts";

type WithoutPlace<Item> = Item extends TimelineItem ? Omit<Item, "order" | "seq"> : never;

/** An item before the workspace gave it its place in the timeline. Name a kind to get that kind alone. */
export type ProjectedItem<Kind extends TimelineItemKind = TimelineItemKind> = WithoutPlace<
	Extract<TimelineItem, { readonly kind: Kind }>
>;

/** What the agent tells about its session, beside the timeline. */
export type SessionDetails = Pick<Session, "title" | "configOptions" | "commands" | "usage">;

/** One change that an agent's update makes. Items are new, or stand in for the one with their id. */
export type ProjectedChange =
	| { readonly kind: "item"; readonly item: ProjectedItem }
	/** `offset` is the length the text must have before, in UTF-16 units. */
	| { readonly kind: "append"; readonly itemId: string; readonly offset: number; readonly text: string }
	| { readonly kind: "session"; readonly change: Partial<SessionDetails> };
