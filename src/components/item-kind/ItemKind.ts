import type { ComponentType } from "react";
import type { ApprovalItem, TimelineItem, TimelineItemKind } from "../../protocol/index.ts";
import type { Labels } from "../../react/labels/Labels.ts";
import type { SearchableText, SearchLabels, TranslateError } from "./searchText.ts";

/** The items of one kind. */
export type ItemOf<Kind extends TimelineItemKind> = Extract<TimelineItem, { readonly kind: Kind }>;

export interface ItemViewProps<Item extends TimelineItem> {
	readonly item: Item;
	/** The permission request of a tool call, which is shown in the row of the call. */
	readonly approval?: ApprovalItem | undefined;
	/**
	 * Whether the view follows the text of the item by itself while it streams. `item` then may have an older text: it is
	 * a new one only when something else changes. Default false.
	 */
	readonly followsText?: boolean | undefined;
}

/** How the timeline shows items of one kind. `items/itemKinds.ts` registers one for each kind. */
export interface ItemKind<Item extends TimelineItem> {
	/** Renders an item with our component, or with the one that the host uses instead. */
	readonly View: ComponentType<ItemViewProps<Item>>;
	/** The text that identifies an item among others. `itemName` takes the beginning of its first line. */
	readonly name: (item: Item) => string;
	/** The height of the item's row in pixels, until it is measured. */
	readonly estimateHeight: (item: Item) => number;
	/** Whether items are shown under the agent's name. */
	readonly isFromAgent: boolean;
}

interface SearchTextContext {
	/** The item in whose row this one is shown, usually itself: its id is the prefix of the ids of all folds in the row. */
	readonly rowId: string;
	readonly translateError: TranslateError;
	readonly labels: SearchLabels;
	/**
	 * The text that a terminal shows of a command's output. Given by the search, which loads later: a screen that nobody
	 * searches does without a terminal until one is shown.
	 */
	readonly readOutput: (output: string) => string;
}

export interface MarkdownContext {
	readonly labels: Labels;
	/** The agent's id. */
	readonly agent: string;
	/** The agent's working directory, which paths leave out; null if it is not known. */
	readonly folder: string | null;
	/** The permission request of a tool call. */
	readonly approval?: ApprovalItem | undefined;
	/** What a note is about, if that is known. */
	readonly subject?: TimelineItem | undefined;
	/** Writes when people said something. Absent: that is left out. */
	readonly dateTime?: ((at: number) => string) | undefined;
}

/**
 * What items of one kind say as plain text. `items/itemKinds.ts` registers one for each kind. Apart from `ItemKind`, so
 * that a host which only searches does not bundle the screen.
 */
export interface ItemTexts<Item extends TimelineItem> {
	/** All texts of an item that people can read on the screen, and where. */
	readonly searchTexts: (item: Item, context: SearchTextContext) => readonly SearchableText[];
	/** An item as Markdown for an issue or an e-mail; empty if it says nothing there. */
	readonly markdown: (item: Item, context: MarkdownContext) => string;
	/** Whether the Markdown is a list entry, which joins the entry before it. */
	readonly isListEntry: boolean;
}
