import type { WorkspaceStore } from "../../core/index.ts";
import { linkedItemOf } from "../link/itemLink.ts";
import { placeInList } from "./placeInList.ts";
import { readerMoves } from "./readerMoves.ts";
import { readReadingPlace, writeReadingPlace } from "./readingPlace.ts";
import { returnToPlace } from "./returnToPlace.ts";
import type { TimelineRow } from "./timelineRows.ts";
import type { TimelineList } from "./useTimelineList.ts";

export interface KeptTimeline {
	readonly store: WorkspaceStore;
	readonly list: TimelineList["virtualizer"];
	/** The rows as they are now. */
	readonly rows: () => readonly TimelineRow[];
	/** Aborted when the list goes away. */
	readonly signal: AbortSignal;
}

/** Brings a reader back to where they were before a reload, and remembers where they are when the list goes away. */
export function keepReadingPlace(timeline: KeptTimeline): void {
	const { store, list, rows, signal } = timeline;
	const { workspaceId } = store.get();
	const scroller = list.scrollElement;
	if (!scroller) return;
	const returning = returnUnlessMoved(timeline);
	const keep = () => {
		// Who is still on the way keeps the place that they are brought to.
		if (!returning.aborted) return;
		writeReadingPlace(workspaceId, placeInList(scroller, rows(), list.options.scrollEndThreshold));
	};
	addEventListener("pagehide", keep, { signal });
	signal.addEventListener("abort", keep);
}

/** Returns what is aborted as soon as the reader is there, or moves. A link in the page's address goes before. */
function returnUnlessMoved(timeline: KeptTimeline): AbortSignal {
	const there = new AbortController();
	const end = () => there.abort();
	const { workspaceId } = timeline.store.get();
	const place = linkedItemOf(workspaceId, location.hash) ? null : readReadingPlace(workspaceId);
	const moved = readerMoves(timeline.list.scrollElement, timeline.signal);
	if (!place) end();
	else void returnToPlace(timeline, place, AbortSignal.any([moved, timeline.signal])).finally(end);
	return AbortSignal.any([moved, there.signal]);
}
