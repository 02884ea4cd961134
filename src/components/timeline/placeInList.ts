import { distanceToEnd } from "./distanceToEnd.ts";
import type { ReadingPosition } from "./readingPlace.ts";
import type { TimelineRow } from "./timelineRows.ts";

/**
 * Where a list stands; null near its end. Read from the page: what the list itself reckons is a measurement behind, and
 * gone when the list goes away, while its rows still stand there.
 */
export function measureReadingPosition(
	scroller: Element,
	rows: readonly TimelineRow[],
	nearEnd: number,
): ReadingPosition | null {
	if (distanceToEnd(scroller) <= nearEnd) return null;
	const edge = scroller.getBoundingClientRect().top;
	for (const element of scroller.querySelectorAll<HTMLElement>("[data-index]")) {
		const { top, bottom } = element.getBoundingClientRect();
		const itemId = rows[Number(element.dataset.index)]?.itemId;
		if (bottom > edge && itemId) return { itemId, offset: edge - top };
	}
	return null;
}
