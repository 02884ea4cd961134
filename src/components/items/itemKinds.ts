import type { TimelineItem, TimelineItemKind } from "../../protocol/index.ts";
import type { ItemKind, ItemOf } from "../item-kind/ItemKind.ts";
import { revealDirectionOverrides } from "../primitives/displayText.ts";
import { approvalKind } from "./approval/ApprovalEntry.tsx";
import { messageKind } from "./message/Message.tsx";
import { noticeKind } from "./notice/Notice.tsx";
import { planKind } from "./plan/PlanCard.tsx";
import { promptKind } from "./prompt/PromptBubble.tsx";
import { thoughtKind } from "./thought/Thought.tsx";
import { toolCallKind } from "./tool-call/ToolCallCard.tsx";
import { unknownKind } from "./unknown/UnknownUpdate.tsx";

/** Every kind of item that the screen knows. `itemTexts.ts` has the part of each that search and transcripts need. */
const ITEM_KINDS: { readonly [Kind in TimelineItemKind]: ItemKind<ItemOf<Kind>> } = {
	prompt: promptKind,
	message: messageKind,
	thought: thoughtKind,
	tool_call: toolCallKind,
	plan: planKind,
	approval: approvalKind,
	notice: noticeKind,
	unknown: unknownKind,
};

/** How the timeline shows an item. The overload says what TypeScript cannot infer: an entry is for the items of its key. */
export function itemKindOf<Item extends TimelineItem>(item: Item): ItemKind<Item>;
export function itemKindOf({ kind }: TimelineItem) {
	return ITEM_KINDS[kind];
}

/** Long enough to recognise an item. */
const MAX_NAME_LENGTH = 60;

/** The beginning of what an item says, to tell it from other items; empty if there is no item. */
export function itemName(item: TimelineItem | undefined): string {
	if (!item) return "";
	// A text can be megabytes long, so it is cut before it is split.
	const [line = ""] = itemKindOf(item)
		.name(item)
		.slice(0, 4 * MAX_NAME_LENGTH)
		.trim()
		.split("\n", 1);
	return revealDirectionOverrides([...line].slice(0, MAX_NAME_LENGTH).join(""));
}
