import { distanceToEnd } from "./distanceToEnd.ts";

/** What the prompt that stands above the rows can cover of them. */
const STICKY_HEADER_HEIGHT = 40;

/**
 * How far a list has to scroll on to show what was just opened in it: to its end where that leaves the opener in sight,
 * else to the end of the part that it opens, whose beginning stays in sight too.
 */
export function distanceToExpanded(opener: Element | null, list: Element | null): number {
	if (!opener?.isConnected || !list) return 0;
	const view = list.getBoundingClientRect();
	const most = Math.max(0, opener.getBoundingClientRect().top - view.top - STICKY_HEADER_HEIGHT);
	const toEnd = distanceToEnd(list);
	if (toEnd <= most) return toEnd;
	const below = (opener.parentElement?.getBoundingClientRect().bottom ?? 0) - view.bottom;
	return Math.min(Math.max(0, below), most);
}
