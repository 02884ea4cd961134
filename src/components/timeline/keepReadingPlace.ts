import type { WorkspaceStore } from "../../core/index.ts";
import { parseItemHashFor } from "../link/itemLink.ts";
import { measureReadingPosition } from "./placeInList.ts";
import { userScrollSignal } from "./readerMoves.ts";
import { loadReadingPosition, saveReadingPosition } from "./readingPlace.ts";
import { restoreReadingPosition } from "./returnToPlace.ts";
import type { TimelineRow } from "./timelineRows.ts";
import type { TimelineScrolling } from "./useTimelineList.ts";

export interface TrackedTimeline {
	readonly store: WorkspaceStore;
	readonly list: TimelineScrolling["virtualizer"];
	/** The rows as they are now. */
	readonly rows: () => readonly TimelineRow[];
	/** Aborted when the list goes away. */
	readonly signal: AbortSignal;
}

/** Brings a reader back to where they were before a reload, and remembers where they are when the list goes away. */
export function trackReadingPosition(timeline: TrackedTimeline): void {
	const { store, list, rows, signal } = timeline;
	const { workspaceId } = store.get();
	const scroller = list.scrollElement;
	if (!scroller) return;
	const returning = restoreUnlessUserScrolls(timeline);
	const keep = () => {
		// Who is still on the way keeps the place that they are brought to.
		if (!returning.aborted) return;
		saveReadingPosition(workspaceId, measureReadingPosition(scroller, rows(), list.options.scrollEndThreshold));
	};
	addEventListener("pagehide", keep, { signal });
	signal.addEventListener("abort", keep);
}

/** Returns what is aborted as soon as the reader is there, or moves. A link in the page's address goes before. */
function restoreUnlessUserScrolls(timeline: TrackedTimeline): AbortSignal {
	const there = new AbortController();
	const end = () => there.abort();
	const { workspaceId } = timeline.store.get();
	const place = parseItemHashFor(workspaceId, location.hash) ? null : loadReadingPosition(workspaceId);
	const moved = userScrollSignal(timeline.list.scrollElement, timeline.signal);
	if (!place) end();
	else void restoreReadingPosition(timeline, place, AbortSignal.any([moved, timeline.signal])).finally(end);
	return AbortSignal.any([moved, there.signal]);
}
