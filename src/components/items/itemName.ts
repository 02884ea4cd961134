import type { TimelineItem } from "../../protocol/index.ts";
import { revealDirectionOverrides } from "../primitives/displayText.ts";

/** Enough to know an item by. */
const MAX_NAME_LENGTH = 60;

/** The beginning of what an item says, to tell it from the others. */
export function itemName(item: TimelineItem | undefined): string {
	const [line = ""] = item
		? nameSource(item)
				.slice(0, 4 * MAX_NAME_LENGTH)
				.trim()
				.split("\n", 1)
		: [];
	return revealDirectionOverrides([...line].slice(0, MAX_NAME_LENGTH).join(""));
}

function nameSource(item: TimelineItem): string {
	switch (item.kind) {
		case "tool_call":
			return item.title;
		case "approval":
			return item.toolCall.title;
		case "plan":
			return item.entries[0]?.content ?? "";
		case "notice":
			return item.message;
		case "unknown":
			return item.label;
		default:
			return item.text;
	}
}
