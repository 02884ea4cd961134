import type { UnknownItem } from "../../../protocol/index.ts";
import type { ItemTexts } from "../../item-kind/ItemKind.ts";
import { formatJson } from "../../primitives/displayText.ts";

export const unknownTexts: ItemTexts<UnknownItem> = {
	searchTexts: ({ label, value }, { rowId }) => [
		{ text: label, folds: [] },
		{ text: formatJson(value), folds: [rowId] },
	],
	markdown: ({ label }, { labels }) => `- ${labels.unknownUpdate(label)}`,
	isListEntry: true,
};
