import type { WorkspaceStore } from "../../core/index.ts";
import { loadHistoryUntil } from "../../core/store/history.ts";
import { parseItemHashFor } from "../link/itemLink.ts";
import { repeatUntilStill } from "../primitives/repeatUntilStill.ts";
import { userScrollSignal } from "../primitives/userScroll.ts";
import type { TimelineRow } from "./rows.ts";
import { distanceToEnd, scrollTowardsRow, type TimelineScrolling } from "./scrolling.ts";

/** The item at the top of the list, and how many pixels of its row are above the visible area. */
interface ReadingPosition {
	readonly itemId: string;
	readonly offset: number;
}

const storageKey = (workspaceId: string) => `workspace-chat:place:${encodeURIComponent(workspaceId)}`;

/** The last reading position of this tab in a workspace; null for the end, where everyone starts. */
function loadReadingPosition(workspaceId: string): ReadingPosition | null {
	try {
		const value: unknown = JSON.parse(sessionStorage.getItem(storageKey(workspaceId)) ?? "null");
		return isReadingPosition(value) ? value : null;
	} catch {
		return null;
	}
}

/** Stores the position for as long as the tab is open; null for the end. */
function saveReadingPosition(workspaceId: string, position: ReadingPosition | null): void {
	try {
		if (position) sessionStorage.setItem(storageKey(workspaceId), JSON.stringify(position));
		else sessionStorage.removeItem(storageKey(workspaceId));
	} catch {
		// Without storage a reload starts at the end.
	}
}

function isReadingPosition(value: unknown): value is ReadingPosition {
	if (typeof value !== "object" || value === null || !("itemId" in value) || !("offset" in value)) return false;
	return typeof value.itemId === "string" && Number.isFinite(value.offset);
}

/**
 * The current position of a list; null near its end. Measured in the DOM, because the virtualizer's own numbers are one
 * measurement behind and already reset when the list unmounts.
 */
function measureReadingPosition(
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

/** A position further back than this many pages is not restored. */
const MAX_PAGES = 20;

interface RestorableTimeline {
	readonly store: WorkspaceStore;
	readonly list: TimelineScrolling["virtualizer"];
	readonly rows: () => readonly TimelineRow[];
}

/** Scrolls back to a position, loading older pages as needed. Aborting the signal stops it where it is. */
async function restoreReadingPosition(
	timeline: RestorableTimeline,
	position: ReadingPosition,
	signal: AbortSignal,
): Promise<void> {
	const { store, list, rows } = timeline;
	const isLoaded = () => store.get().items.has(position.itemId);
	if (!(await loadHistoryUntil(store, () => signal.aborted || isLoaded(), MAX_PAGES))) return;
	await repeatUntilStill(() => {
		const index = rows().findIndex((row) => row.itemId === position.itemId);
		return scrollTowardsRow(list, index, () => -position.offset);
	}, signal);
}

interface TrackedTimeline {
	readonly store: WorkspaceStore;
	readonly list: TimelineScrolling["virtualizer"];
	/** The current rows. */
	readonly rows: () => readonly TimelineRow[];
	/** Aborted when the list unmounts. */
	readonly signal: AbortSignal;
}

/** Restores the reading position from before a reload, and stores it when the list unmounts. */
export function trackReadingPosition(timeline: TrackedTimeline): void {
	const { store, list, rows, signal } = timeline;
	const { workspaceId } = store.get();
	const scroller = list.scrollElement;
	if (!scroller) return;
	const restoring = restoreUnlessUserScrolls(timeline);
	const save = () => {
		// While the position is being restored, the stored one stays.
		if (!restoring.aborted) return;
		saveReadingPosition(workspaceId, measureReadingPosition(scroller, rows(), list.options.scrollEndThreshold));
	};
	addEventListener("pagehide", save, { signal });
	signal.addEventListener("abort", save);
}

/**
 * Restores the position and returns a signal that aborts when that is done or the reader scrolls. A link in the page's
 * URL takes precedence.
 */
function restoreUnlessUserScrolls(timeline: TrackedTimeline): AbortSignal {
	const restored = new AbortController();
	const end = () => restored.abort();
	const { workspaceId } = timeline.store.get();
	const position = parseItemHashFor(workspaceId, location.hash) ? null : loadReadingPosition(workspaceId);
	const scrolled = userScrollSignal(timeline.list.scrollElement, timeline.signal);
	if (!position) end();
	else void restoreReadingPosition(timeline, position, AbortSignal.any([scrolled, timeline.signal])).finally(end);
	return AbortSignal.any([scrolled, restored.signal]);
}
