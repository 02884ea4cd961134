import type { PlanEntry, PlanItem } from "../../../protocol/index.ts";
import type { ItemTexts } from "../../item-kind/ItemKind.ts";
import { joinParagraphs } from "../../item-kind/markdownText.ts";

export const planTexts: ItemTexts<PlanItem> = {
	searchTexts: ({ entries }) => [{ text: entries.map(({ content }) => content).join("\n"), folds: [] }],
	markdown: ({ entries }, { labels }) => joinParagraphs([`**${labels.plan}**`, entries.map(entryMarkdown).join("\n")]),
	isListEntry: false,
};

function entryMarkdown({ content, status }: PlanEntry): string {
	return `- [${status === "completed" ? "x" : " "}] ${content}`;
}
