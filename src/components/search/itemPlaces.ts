import type { TimelineItem } from "../../protocol/index.ts";
import { readableJson } from "../content/readableJson.ts";
import { approvalPlaces } from "./approvalPlaces.ts";
import { blockText } from "./blockText.ts";
import { callPlaces } from "./callPlaces.ts";
import { faultPlaces, type SayFault } from "./faultPlaces.ts";
import type { ItemPlace } from "./ItemPlace.ts";
import { promptPlaces } from "./promptPlaces.ts";
import { withoutMarkup } from "./withoutMarkup.ts";

/**
 * The texts of an item that people can read, and where.
 *
 * @param id - What the folds of its row are kept under, where that is another item's row.
 */
export function itemPlaces(item: TimelineItem, say: SayFault, id = item.id): readonly ItemPlace[] {
	switch (item.kind) {
		case "prompt":
			return promptPlaces(item, say);
		case "message":
			return [
				{ text: withoutMarkup(item.text), folds: [] },
				...item.blocks.map((block, index) => ({ text: blockText(block), folds: [`${id}/${index}`] })),
			];
		case "thought":
			return [{ text: withoutMarkup(item.text), folds: [id] }];
		case "tool_call":
			return callPlaces(item, id);
		case "approval":
			return approvalPlaces(item, id);
		case "plan":
			return [{ text: item.entries.map(({ content }) => content).join("\n"), folds: [] }];
		case "notice":
			return faultPlaces(item, id, say);
		case "unknown":
			return [
				{ text: item.label, folds: [] },
				{ text: readableJson(item.value), folds: [id] },
			];
		default:
			return [];
	}
}
