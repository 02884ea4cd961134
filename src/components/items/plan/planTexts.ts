import type { PlanEntry, PlanItem } from "../../../protocol/index.ts";
import type { ItemTexts } from "../../item-kind/ItemKind.ts";
import { joinParagraphs } from "../../item-kind/markdownText.ts";
import { withPlainText } from "../../item-kind/searchText.ts";

export const planTexts: ItemTexts<PlanItem> = {
	searchTexts: ({ entries, markdown = "" }) => [
		{ text: [...entries.map(({ content }) => content), withPlainText(markdown)].join("\n"), folds: [] },
	],
	markdown: ({ entries, markdown }, { labels }) =>
		joinParagraphs([`**${labels.plan}**`, entries.map(entryMarkdown).join("\n"), markdown]),
	isListEntry: false,
};

function entryMarkdown({ content, status }: PlanEntry): string {
	return `- [${status === "completed" ? "x" : " "}] ${content}`;
}
