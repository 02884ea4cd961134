import type { WorkspaceStore } from "../../core/index.ts";
import { loadHistoryUntil } from "../../core/store/history.ts";
import { parseItemHashFor } from "../link/itemLink.ts";
import { userScrollSignal } from "../primitives/userScroll.ts";
import type { TimelineRow } from "./rows.ts";
import { distanceToEnd, type TimelineScrolling } from "./scrolling.ts";

/** Where somebody reads: the item at the top of the list, and how many pixels of it are out of sight. */
export interface ReadingPosition {
	readonly itemId: string;
	readonly offset: number;
}

const storageKey = (workspaceId: string) => `workspace-chat:place:${encodeURIComponent(workspaceId)}`;

/** Where this tab last read in a workspace; null at its end, where everybody starts. */
export function loadReadingPosition(workspaceId: string): ReadingPosition | null {
	try {
		const value: unknown = JSON.parse(sessionStorage.getItem(storageKey(workspaceId)) ?? "null");
		return isReadingPosition(value) ? value : null;
	} catch {
		return null;
	}
}

/** Keeps it as long as the tab lives. */
export function saveReadingPosition(workspaceId: string, place: ReadingPosition | null): void {
	try {
		if (place) sessionStorage.setItem(storageKey(workspaceId), JSON.stringify(place));
		else sessionStorage.removeItem(storageKey(workspaceId));
	} catch {
		// Without a storage a reload starts at the end.
	}
}

function isReadingPosition(value: unknown): value is ReadingPosition {
	if (typeof value !== "object" || value === null || !("itemId" in value) || !("offset" in value)) return false;
	return typeof value.itemId === "string" && Number.isFinite(value.offset);
}

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
