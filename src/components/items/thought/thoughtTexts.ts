import type { ThoughtItem } from "../../../protocol/index.ts";
import type { ItemTexts } from "../../item-kind/ItemKind.ts";
import { blockQuote, joinParagraphs } from "../../item-kind/markdownText.ts";
import { withPlainText } from "../../item-kind/searchText.ts";

export const thoughtTexts: ItemTexts<ThoughtItem> = {
	searchTexts: ({ text }, { rowId }) => [{ text: withPlainText(text), folds: [rowId] }],
	markdown: ({ text }, { labels }) => blockQuote(joinParagraphs([`*${labels.thought(null)}*`, text])),
	isListEntry: false,
};
