import type { ContentBlock, MessageItem } from "../../../protocol/index.ts";
import { wordFor } from "../../../react/labels/format.ts";
import type { Labels } from "../../../react/labels/Labels.ts";
import { contentBlockText } from "../../content/contentText.ts";
import type { ItemTexts } from "../../item-kind/ItemKind.ts";
import { fencedCode, inlineCode, joinParagraphs } from "../../item-kind/markdownText.ts";
import { withPlainText } from "../../item-kind/searchText.ts";

export const messageTexts: ItemTexts<MessageItem> = {
	searchTexts: ({ text, blocks }, { rowId }) => [
		{ text: withPlainText(text), folds: [] },
		...blocks.map((block, index) => ({ text: contentBlockText(block), folds: [`${rowId}/${index}`] })),
	],
	markdown: ({ text, blocks }, { labels }) =>
		joinParagraphs([text, ...blocks.map((block) => blockMarkdown(block, labels))]),
	isListEntry: false,
};

function blockMarkdown(block: ContentBlock, labels: Labels): string {
	if (block.type === "text") return block.text;
	if (block.type === "resource_link") return `[${block.title ?? block.name}](${block.uri})`;
	if (block.type === "resource") return block.text === undefined ? inlineCode(block.uri) : fencedCode(block.text);
	return `*${wordFor(labels.content, block.type)}*`;
}
