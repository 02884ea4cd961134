import type { TimelineItem, TimelineItemKind } from "../../protocol/index.ts";
import type { ItemKind, ItemOf, ItemTexts, MarkdownContext } from "../item-kind/ItemKind.ts";
import { joinParagraphs, truncationMarkdown } from "../item-kind/markdownText.ts";
import type { SearchableText, SearchLabels } from "../item-kind/searchText.ts";
import { approvalKind } from "./approval/ApprovalEntry.tsx";
import { approvalTexts } from "./approval/approvalTexts.ts";
import { eventKind } from "./event/EventEntry.tsx";
import { eventTexts } from "./event/eventTexts.ts";
import { messageKind } from "./message/Message.tsx";
import { messageTexts } from "./message/messageTexts.ts";
import { noteKind } from "./note/NoteEntry.tsx";
import { noteTexts } from "./note/noteTexts.ts";
import { noticeKind } from "./notice/Notice.tsx";
import { noticeTexts } from "./notice/noticeTexts.ts";
import { planKind } from "./plan/PlanCard.tsx";
import { planTexts } from "./plan/planTexts.ts";
import { promptKind } from "./prompt/PromptBubble.tsx";
import { promptTexts } from "./prompt/promptTexts.ts";
import { questionKind } from "./question/QuestionEntry.tsx";
import { questionTexts } from "./question/questionTexts.ts";
import { thoughtKind } from "./thought/Thought.tsx";
import { thoughtTexts } from "./thought/thoughtTexts.ts";
import { toolCallKind } from "./tool-call/ToolCallCard.tsx";
import { toolCallTexts } from "./tool-call/toolCallTexts.ts";
import { unknownKind } from "./unknown/UnknownUpdate.tsx";
import { unknownTexts } from "./unknown/unknownTexts.ts";

/** How the screen shows each kind of item. */
const ITEM_KINDS: { readonly [Kind in TimelineItemKind]: ItemKind<ItemOf<Kind>> } = {
	prompt: promptKind,
	message: messageKind,
	thought: thoughtKind,
	tool_call: toolCallKind,
	plan: planKind,
	approval: approvalKind,
	question: questionKind,
	notice: noticeKind,
	event: eventKind,
	note: noteKind,
	unknown: unknownKind,
};

/** What search and transcripts read of each kind of item. */
const ITEM_TEXTS: { readonly [Kind in TimelineItemKind]: ItemTexts<ItemOf<Kind>> } = {
	prompt: promptTexts,
	message: messageTexts,
	thought: thoughtTexts,
	tool_call: toolCallTexts,
	plan: planTexts,
	approval: approvalTexts,
	question: questionTexts,
	notice: noticeTexts,
	event: eventTexts,
	note: noteTexts,
	unknown: unknownTexts,
};

/** How the timeline shows an item. The overload says what TypeScript cannot infer: an entry is for the items of its key. */
export function itemKindOf<Item extends TimelineItem>(item: Item): ItemKind<Item>;
export function itemKindOf({ kind }: TimelineItem) {
	return ITEM_KINDS[kind];
}

/** Long enough to recognise an item. */
const MAX_NAME_LENGTH = 60;

/** Each row selects its name with every token, and only one of the items has changed. */
const names = new WeakMap<TimelineItem, string>();

/**
 * The beginning of what an item says, to tell it from other items; empty if there is no item. As it is in the item: reveal it
 * where it is shown. Cheap enough for a selector.
 */
export function itemName(item: TimelineItem | undefined): string {
	if (!item) return "";
	const name = names.get(item) ?? readName(item);
	names.set(item, name);
	return name;
}

function readName(item: TimelineItem): string {
	// A text can be megabytes long, so it is cut before it is split.
	const [line = ""] = itemKindOf(item)
		.name(item)
		.slice(0, 4 * MAX_NAME_LENGTH)
		.trim()
		.split("\n", 1);
	return [...line].slice(0, MAX_NAME_LENGTH).join("");
}

function itemTextsOf<Item extends TimelineItem>(item: Item): ItemTexts<Item>;
function itemTextsOf({ kind }: TimelineItem) {
	return ITEM_TEXTS[kind];
}

/**
 * All texts of an item that people can read on the screen, and where.
 *
 * @param readOutput - The text that a terminal shows of a command's output.
 * @param rowId - The item in whose row this one is shown. Default: its own.
 */
export function itemSearchTexts(
	item: TimelineItem,
	labels: SearchLabels,
	readOutput: (output: string) => string,
	rowId = item.id,
): readonly SearchableText[] {
	return itemTextsOf(item).searchTexts(item, { rowId, labels, readOutput, translateError: labels.error });
}

/** An item as Markdown for an issue or an e-mail, with a note if it was truncated; empty if it says nothing there. */
export function itemMarkdown(item: TimelineItem, context: MarkdownContext): string {
	return joinParagraphs([itemTextsOf(item).markdown(item, context), truncationMarkdown(item, context.labels)]);
}

/** Whether the Markdown of an item is a list entry, which joins the entry before it. */
export function isListEntry(item: TimelineItem): boolean {
	return itemTextsOf(item).isListEntry;
}
