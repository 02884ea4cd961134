import type { Virtualizer } from "@tanstack/react-virtual";
import { distanceToEnd } from "./distanceToEnd.ts";
import { distanceToExpanded } from "./distanceToOpened.ts";

type VirtualList = Virtualizer<HTMLDivElement, HTMLDivElement>;

/** Where somebody at the end of the list has opened something. They have not left the end by that. */
export interface ExpansionAnchor {
	/** Begins to bring what the opener shows into sight. */
	readonly begin: (opener: Element, list: VirtualList) => void;
	/** All of it is there: the list goes on following, unless it is taller than the view. */
	readonly settle: (list: VirtualList) => void;
	/** Brings what has come of it into sight, and tells where the reader is with it; null once they have gone elsewhere. */
	readonly adjust: (list: VirtualList) => "end" | "opened" | null;
}

interface ScrollState {
	readonly top: number;
	readonly size: number;
}

/** The place where nothing has been opened yet. */
export function createExpansionAnchor(): ExpansionAnchor {
	let opener: Element | null = null;
	let rest: ScrollState | null = null;
	let rows = 0;
	/** Whether the end is in sight together with what was opened. */
	let fits = true;
	const isLeft = (now: ScrollState) => {
		if (!rest) return true;
		return now.size === rest.size ? Math.abs(now.top - rest.top) > 1 : !opener;
	};
	return {
		begin(next, list) {
			opener = next;
			rest = scrollStateOf(list);
			rows = list.options.count;
			fits = true;
		},
		settle(list) {
			if (opener && rest && fits) list.scrollToEnd();
			opener = null;
		},
		adjust(list) {
			const now = scrollStateOf(list);
			if (isLeft(now)) {
				rest = null;
				return null;
			}
			if (now.size !== rest?.size) list.scrollBy(distanceToExpanded(opener, list.scrollElement));
			rest = scrollStateOf(list);
			// What comes after it meanwhile is followed once it is settled.
			if (list.options.count === rows) fits = distanceToEnd(list.scrollElement) <= 1;
			return fits ? "end" : "opened";
		},
	};
}

function scrollStateOf(list: VirtualList): ScrollState {
	return { top: list.scrollElement?.scrollTop ?? 0, size: list.getTotalSize() };
}
