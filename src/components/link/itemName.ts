import type { TimelineItem } from "../../protocol/index.ts";
import { revealDirectionOverrides } from "../text/revealDirectionOverrides.ts";

/** Enough to know an item by. */
const LENGTH = 60;

/** The beginning of what an item says, to tell it from the others. */
export function itemName(item: TimelineItem | undefined): string {
	const [line = ""] = item
		? wordsOf(item)
				.slice(0, 4 * LENGTH)
				.trim()
				.split("\n", 1)
		: [];
	return revealDirectionOverrides([...line].slice(0, LENGTH).join(""));
}

function wordsOf(item: TimelineItem): string {
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
