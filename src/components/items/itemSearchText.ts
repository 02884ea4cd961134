import type { TimelineItem } from "../../protocol/index.ts";
import { contentBlockText } from "../content/contentText.ts";
import { errorSearchTexts, type SearchableText, type TranslateError, withPlainText } from "../item-text/searchText.ts";
import { formatJson } from "../primitives/displayText.ts";
import { approvalSearchTexts } from "./approval/searchText.ts";
import { promptSearchTexts } from "./prompt/searchText.ts";
import { toolCallSearchTexts } from "./tool-call/searchText.ts";

/**
 * The texts of an item that people can read, and where.
 *
 * @param id - What the folds of its row are kept under, where that is another item's row.
 */
export function itemSearchTexts(item: TimelineItem, say: TranslateError, id = item.id): readonly SearchableText[] {
	switch (item.kind) {
		case "prompt":
			return promptSearchTexts(item, say);
		case "message":
			return [
				{ text: withPlainText(item.text), folds: [] },
				...item.blocks.map((block, index) => ({ text: contentBlockText(block), folds: [`${id}/${index}`] })),
			];
		case "thought":
			return [{ text: withPlainText(item.text), folds: [id] }];
		case "tool_call":
			return toolCallSearchTexts(item, id);
		case "approval":
			return approvalSearchTexts(item, id);
		case "plan":
			return [{ text: item.entries.map(({ content }) => content).join("\n"), folds: [] }];
		case "notice":
			return errorSearchTexts(item, id, say);
		case "unknown":
			return [
				{ text: item.label, folds: [] },
				{ text: formatJson(item.value), folds: [id] },
			];
		default:
			return [];
	}
}
