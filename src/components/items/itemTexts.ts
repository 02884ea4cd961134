import type { TimelineItem, TimelineItemKind } from "../../protocol/index.ts";
import type { ItemOf, ItemTexts, MarkdownContext } from "../item-kind/ItemKind.ts";
import { joinParagraphs, truncationMarkdown } from "../item-kind/markdownText.ts";
import type { SearchableText, TranslateError } from "../item-kind/searchText.ts";
import { approvalTexts } from "./approval/approvalTexts.ts";
import { messageTexts } from "./message/messageTexts.ts";
import { noticeTexts } from "./notice/noticeTexts.ts";
import { planTexts } from "./plan/planTexts.ts";
import { promptTexts } from "./prompt/promptTexts.ts";
import { thoughtTexts } from "./thought/thoughtTexts.ts";
import { toolCallTexts } from "./tool-call/toolCallTexts.ts";
import { unknownTexts } from "./unknown/unknownTexts.ts";

/** The texts of every kind of item. `itemKinds.ts` has the views. */
const ITEM_TEXTS: { readonly [Kind in TimelineItemKind]: ItemTexts<ItemOf<Kind>> } = {
	prompt: promptTexts,
	message: messageTexts,
	thought: thoughtTexts,
	tool_call: toolCallTexts,
	plan: planTexts,
	approval: approvalTexts,
	notice: noticeTexts,
	unknown: unknownTexts,
};

function itemTextsOf<Item extends TimelineItem>(item: Item): ItemTexts<Item>;
function itemTextsOf({ kind }: TimelineItem) {
	return ITEM_TEXTS[kind];
}

/**
 * All texts of an item that people can read on the screen, and where.
 *
 * @param rowId - The item in whose row this one is shown. Default: its own.
 */
export function itemSearchTexts(
	item: TimelineItem,
	translateError: TranslateError,
	rowId = item.id,
): readonly SearchableText[] {
	return itemTextsOf(item).searchTexts(item, { rowId, translateError });
}

/** An item as Markdown for an issue or an e-mail, with a note if it was truncated; empty if it says nothing there. */
export function itemMarkdown(item: TimelineItem, context: MarkdownContext): string {
	return joinParagraphs([itemTextsOf(item).markdown(item, context), truncationMarkdown(item, context.labels)]);
}

/** Whether the Markdown of an item is a list entry, which joins the entry before it. */
export function isListEntry(item: TimelineItem): boolean {
	return itemTextsOf(item).isListEntry;
}
