import type { WorkspaceStore } from "../../core/index.ts";
import { loadHistoryUntil } from "../../core/loadUntil.ts";
import type { ReadingPosition } from "./readingPlace.ts";
import type { TimelineRow } from "./timelineRows.ts";
import type { TimelineScrolling } from "./useTimelineList.ts";

/** Who read further back than this many pages starts at the end again. */
const MAX_PAGES = 20;
/** So many frames it may take until the rows around a place are drawn and measured. */
const MAX_FRAMES = 90;
/** Rows that did not move for so many frames are all measured. */
const STILL_FRAMES = 4;

interface RestorableTimeline {
	readonly store: WorkspaceStore;
	readonly list: TimelineScrolling["virtualizer"];
	readonly rows: () => readonly TimelineRow[];
}

/** Brings a reader back to where they were, loading older pages as far as needed. The signal leaves them where they are. */
export async function restoreReadingPosition(
	timeline: RestorableTimeline,
	place: ReadingPosition,
	signal: AbortSignal,
): Promise<void> {
	const { store, list, rows } = timeline;
	const isThere = () => store.get().items.has(place.itemId);
	if (!(await loadHistoryUntil(store, () => signal.aborted || isThere(), MAX_PAGES))) return;
	let still = 0;
	for (let frame = 0; frame < MAX_FRAMES && still < STILL_FRAMES; frame++) {
		if (signal.aborted) return;
		const index = rows().findIndex((row) => row.itemId === place.itemId);
		still = scrollTowardsPosition(list, index, place.offset) ? still + 1 : 0;
		await new Promise(requestAnimationFrame);
	}
}

/**
 * Goes a step towards a place, and tells whether that was needed no more. The rows above it were guessed, so where it
 * is comes out only when it is drawn: first it is found by its index, then moved by what is measured.
 */
function scrollTowardsPosition(list: TimelineScrolling["virtualizer"], index: number, offset: number): boolean {
	if (index === -1 || !list.scrollElement) return false;
	const row = list.elementsCache.get(list.options.getItemKey(index));
	if (!row?.isConnected) {
		list.scrollToIndex(index, { align: "start" });
		return false;
	}
	const distance = row.getBoundingClientRect().top - list.scrollElement.getBoundingClientRect().top + offset;
	if (Math.abs(distance) < 1) return true;
	list.scrollBy(distance);
	return false;
}
