import type { NoticeItem } from "../../../protocol/index.ts";
import type { ItemTexts } from "../../item-kind/ItemKind.ts";
import { errorMarkdown } from "../../item-kind/markdownText.ts";
import { errorSearchTexts } from "../../item-kind/searchText.ts";

export const noticeTexts: ItemTexts<NoticeItem> = {
	searchTexts: (item, { rowId, translateError }) => errorSearchTexts(item, rowId, translateError),
	markdown: (item, { labels }) => errorMarkdown(item, labels),
	isListEntry: false,
};
