import type { Virtualizer } from "@tanstack/react-virtual";
import { distanceToEnd } from "./distanceToEnd.ts";
import { distanceToOpened } from "./distanceToOpened.ts";

type List = Virtualizer<HTMLDivElement, HTMLDivElement>;

/** Where somebody at the end of the list has opened something. They have not left the end by that. */
export interface OpenedPlace {
	/** Begins to bring what the opener shows into sight. */
	readonly open: (opener: Element, list: List) => void;
	/** All of it is there: the list goes on following, unless it is taller than the view. */
	readonly settle: (list: List) => void;
	/** Brings what has come of it into sight, and tells where the reader is with it; null once they have gone elsewhere. */
	readonly keep: (list: List) => "end" | "opened" | null;
}

interface Rest {
	readonly top: number;
	readonly size: number;
}

/** The place where nothing has been opened yet. */
export function createOpenedPlace(): OpenedPlace {
	let opener: Element | null = null;
	let rest: Rest | null = null;
	let rows = 0;
	/** Whether the end is in sight together with what was opened. */
	let fits = true;
	const isLeft = (now: Rest) => {
		if (!rest) return true;
		return now.size === rest.size ? Math.abs(now.top - rest.top) > 1 : !opener;
	};
	return {
		open(next, list) {
			opener = next;
			rest = restOf(list);
			rows = list.options.count;
			fits = true;
		},
		settle(list) {
			if (opener && rest && fits) list.scrollToEnd();
			opener = null;
		},
		keep(list) {
			const now = restOf(list);
			if (isLeft(now)) {
				rest = null;
				return null;
			}
			if (now.size !== rest?.size) list.scrollBy(distanceToOpened(opener, list.scrollElement));
			rest = restOf(list);
			// What comes after it meanwhile is followed once it is settled.
			if (list.options.count === rows) fits = distanceToEnd(list.scrollElement) <= 1;
			return fits ? "end" : "opened";
		},
	};
}

function restOf(list: List): Rest {
	return { top: list.scrollElement?.scrollTop ?? 0, size: list.getTotalSize() };
}
