import type { TimelineItem } from "../../protocol/index.ts";
import type { SayFault } from "./faultPlaces.ts";
import { itemPlaces } from "./itemPlaces.ts";

const known = new WeakMap<SayFault, WeakMap<TimelineItem, string>>();

/** The words of an item that can be found, in small letters. Items do not change, so each is read once. */
export function itemText(item: TimelineItem, say: SayFault): string {
	const texts = known.get(say) ?? new WeakMap<TimelineItem, string>();
	known.set(say, texts);
	const text = texts.get(item) ?? wordsOf(item, say);
	texts.set(item, text);
	return text;
}

function wordsOf(item: TimelineItem, say: SayFault): string {
	return itemPlaces(item, say)
		.map(({ text }) => text)
		.join("\n")
		.toLowerCase();
}
