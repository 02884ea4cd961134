import type { TimelineItem } from "../../protocol/index.ts";
import type { TranslateError } from "./faultPlaces.ts";
import { itemSearchTexts } from "./itemPlaces.ts";

/** Gives the words of an item that can be found, in small letters. */
export type GetSearchText = (item: TimelineItem) => string;

/** Items do not change, so a reader reads each once. It goes with the search that it was made for, and so do the texts. */
export function createSearchTextCache(say: TranslateError): GetSearchText {
	const known = new WeakMap<TimelineItem, string>();
	return (item) => {
		const text = known.get(item) ?? lowerCaseText(item, say);
		known.set(item, text);
		return text;
	};
}

function lowerCaseText(item: TimelineItem, say: TranslateError): string {
	return itemSearchTexts(item, say)
		.map(({ text }) => text)
		.join("\n")
		.toLowerCase();
}
