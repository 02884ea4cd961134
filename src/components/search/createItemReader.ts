import type { TimelineItem } from "../../protocol/index.ts";
import type { SayFault } from "./faultPlaces.ts";
import { itemPlaces } from "./itemPlaces.ts";

/** Gives the words of an item that can be found, in small letters. */
export type ReadItem = (item: TimelineItem) => string;

/** Items do not change, so a reader reads each once. It goes with the search that it was made for, and so do the texts. */
export function createItemReader(say: SayFault): ReadItem {
	const known = new WeakMap<TimelineItem, string>();
	return (item) => {
		const text = known.get(item) ?? wordsOf(item, say);
		known.set(item, text);
		return text;
	};
}

function wordsOf(item: TimelineItem, say: SayFault): string {
	return itemPlaces(item, say)
		.map(({ text }) => text)
		.join("\n")
		.toLowerCase();
}
