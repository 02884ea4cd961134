"use client";

import {
	defaultRangeExtractor,
	observeElementOffset,
	observeElementRect,
	type Range,
	useVirtualizer,
	type Virtualizer,
} from "@tanstack/react-virtual";
import { type MouseEvent, type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { repeatUntilStill } from "../primitives/repeatUntilStill.ts";
import { userScrollSignal } from "../primitives/userScroll.ts";
import type { TimelineRow } from "./rows.ts";
import { ScrollAhead } from "./scrollAhead.ts";

/** The distance in pixels from the bottom of the visible area to the end of the list. */
export function distanceToEnd(list: Element | null): number {
	return list ? list.scrollHeight - list.clientHeight - list.scrollTop : 0;
}

/** The height of the current prompt, which sticks to the top of the list and covers rows. */
export const STICKY_HEADER_HEIGHT = 40;

/**
 * How far to scroll down to show what a trigger has just expanded: to the end of the list if the trigger stays visible,
 * otherwise to the end of the expanded part, but never so far that its beginning leaves the visible area.
 */
function distanceToExpanded(trigger: Element | null, list: Element | null): number {
	if (!trigger?.isConnected || !list) return 0;
	const view = list.getBoundingClientRect();
	const most = Math.max(0, trigger.getBoundingClientRect().top - view.top - STICKY_HEADER_HEIGHT);
	const toEnd = distanceToEnd(list);
	if (toEnd <= most) return toEnd;
	const below = (trigger.parentElement?.getBoundingClientRect().bottom ?? 0) - view.bottom;
	return Math.min(Math.max(0, below), most);
}

type RowVirtualizer = Virtualizer<HTMLDivElement, HTMLDivElement>;

interface ScrollState {
	readonly top: number;
	readonly size: number;
}

function scrollStateOf(list: RowVirtualizer): ScrollState {
	return { top: list.scrollElement?.scrollTop ?? 0, size: list.getTotalSize() };
}

/** Keeps the view at what the reader has just expanded at the end of the list, without counting that as leaving the end. */
class ExpansionAnchor {
	#trigger: Element | null = null;
	/** The scroll state after the last adjustment; null if the reader is not at an expanded part. */
	#anchored: ScrollState | null = null;
	#rowCount = 0;
	/** Whether the end of the list is visible together with the expanded part. */
	#fits = true;

	/** Starts to bring what the trigger expands into view. */
	begin(trigger: Element, list: RowVirtualizer): void {
		this.#trigger = trigger;
		this.#anchored = scrollStateOf(list);
		this.#rowCount = list.options.count;
		this.#fits = true;
	}

	/** The expanded part is complete: the list follows its end again, unless the part is taller than the view. */
	settle(list: RowVirtualizer): void {
		if (this.#trigger && this.#anchored && this.#fits) list.scrollToEnd();
		this.#trigger = null;
	}

	/** Scrolls to what has been expanded so far and returns where the reader is; null once they have scrolled away. */
	adjust(list: RowVirtualizer): "end" | "opened" | null {
		const now = scrollStateOf(list);
		if (this.#hasScrolledAway(now)) {
			this.#anchored = null;
			return null;
		}
		if (now.size !== this.#anchored?.size) list.scrollBy(distanceToExpanded(this.#trigger, list.scrollElement));
		this.#anchored = scrollStateOf(list);
		// Rows that are added meanwhile are followed after `settle`.
		if (list.options.count === this.#rowCount) this.#fits = distanceToEnd(list.scrollElement) <= 1;
		return this.#fits ? "end" : "opened";
	}

	#hasScrolledAway(now: ScrollState): boolean {
		if (!this.#anchored) return true;
		if (now.size !== this.#anchored.size) return !this.#trigger;
		return Math.abs(now.top - this.#anchored.top) > 1;
	}
}

/**
 * Scrolls one step towards a row and returns whether it is reached. The heights of the rows above are estimates, so the
 * first step goes by index, and the next ones by what is measured.
 *
 * @param topOf - The wanted distance from the top of the list to the top of the row.
 */
export function scrollTowardsRow(
	list: RowVirtualizer,
	index: number,
	topOf: (row: DOMRect, view: DOMRect) => number,
): boolean {
	if (index === -1 || !list.scrollElement) return false;
	const row = list.elementsCache.get(list.options.getItemKey(index));
	if (!row?.isConnected) {
		list.scrollToIndex(index, { align: "start" });
		return false;
	}
	const [box, view] = [row.getBoundingClientRect(), list.scrollElement.getBoundingClientRect()];
	const wanted = box.top - view.top - topOf(box, view);
	const distance = Math.max(-list.scrollElement.scrollTop, Math.min(wanted, distanceToEnd(list.scrollElement)));
	if (Math.abs(distance) < 1) return true;
	list.scrollBy(distance);
	return false;
}

/** A row in the middle of the view; one that does not fit begins below the current prompt. */
function centeredTop(row: DOMRect, view: DOMRect): number {
	return Math.max(STICKY_HEADER_HEIGHT, (view.height - row.height) / 2);
}

/** A row that the reader was led to. */
interface HeldRow {
	readonly key: string;
	/** False if something else scrolls to a place within the row, as the search does. */
	readonly center: boolean;
}

/**
 * The rows to render: the visible ones and those that come next, and the one with the focus, which would be lost if its row
 * was unmounted.
 */
function rangeToRender(visible: Range, list: RowVirtualizer | null, scrollAhead: ScrollAhead): number[] {
	const indexes = defaultRangeExtractor(list ? scrollAhead.extend(visible, list) : visible);
	const focused = list ? focusedIndex(list) : -1;
	if (focused === -1 || indexes.includes(focused)) return indexes;
	return [...indexes, focused].sort((one, other) => one - other);
}

/** Found by key: the index on the element is outdated when an older page was added. */
function focusedIndex({ elementsCache, options }: RowVirtualizer): number {
	for (const [key, row] of elementsCache) {
		if (row.contains(document.activeElement)) return indexOfKey(options, key);
	}
	return -1;
}

function indexOfKey({ count, getItemKey }: RowVirtualizer["options"], key: unknown): number {
	for (let index = 0; index < count; index++) if (getItemKey(index) === key) return index;
	return -1;
}

/** The time until an expanded part is assumed to be complete. */
const EXPANDING_MS = 1_000;
const COLLAPSED_TRIGGERS = '[aria-expanded="false"], details:not([open]) > summary';

interface JustExpanded {
	/** The element that was clicked. */
	readonly trigger: Element;
}

/**
 * What the reader has just expanded in the list, null after a second. They continue to read there, so the list must not
 * scroll it out of view while its content appears.
 */
export function useJustExpanded(): readonly [
	justExpanded: JustExpanded | null,
	handleClick: (event: MouseEvent) => void,
] {
	const [justExpanded, setJustExpanded] = useState<JustExpanded | null>(null);
	useEffect(() => {
		if (!justExpanded) return;
		const timer = setTimeout(() => setJustExpanded(null), EXPANDING_MS);
		return () => clearTimeout(timer);
	}, [justExpanded]);
	const handleClick = ({ target }: MouseEvent) => {
		const trigger = target instanceof Element && target.closest(COLLAPSED_TRIGGERS);
		// A new object, so that expanding the same part again restarts the timer.
		if (trigger) setJustExpanded({ trigger });
	};
	return [justExpanded, handleClick];
}

/** Within this distance the reader counts as being at the end. */
const NEAR_END_PX = 48;
/** No reader counts as being at the end, even in a list too short to scroll. */
const NEVER_AT_END = Number.NEGATIVE_INFINITY;
/** Assumed for a list that has no height yet, so that its last rows render at once. */
const FALLBACK_RECT = { width: 720, height: 800 };
/** For an index without a row. */
const DEFAULT_ROW_HEIGHT = 160;

export interface TimelineScrolling {
	readonly virtualizer: ReturnType<typeof useVirtualizer<HTMLDivElement, HTMLDivElement>>;
	/**
	 * `end`: the list follows new content. `opened`: the reader has expanded something at the end, or was led to a row there.
	 * `away`: elsewhere.
	 */
	readonly position: "end" | "opened" | "away";
	/** Whether the reader has scrolled up to the oldest row, or there is nothing to scroll. */
	readonly atStart: boolean;
	/**
	 * Scrolls to a row and stays there, although rows are added or grow, until the reader scrolls. Null ends that.
	 */
	readonly holdRow: (row: HeldRow | null) => void;
	/** Scrolls to the end and follows new content again. */
	readonly jumpToEnd: () => void;
}

/**
 * Virtualizes the rows of a list that is anchored to its end: it follows new content while the reader is at the end, and
 * keeps its position otherwise. Expanding something at the end scrolls it into view and does not count as leaving.
 */
export function useTimelineScrolling(
	scroller: RefObject<HTMLDivElement | null>,
	rows: readonly TimelineRow[],
	justExpanded: JustExpanded | null,
): TimelineScrolling {
	const [position, setPosition] = useState<TimelineScrolling["position"]>("end");
	const wasAtEnd = useRef(true);
	const [anchor] = useState(() => new ExpansionAnchor());
	const [reachedKey, setReachedKey] = useState<unknown>(null);
	const list = useRef<RowVirtualizer | null>(null);
	const [heldRow, setHeldRow] = useState<HeldRow | null>(null);
	const isHeld = useRef(false);
	const holdRow = useCallback((row: HeldRow | null) => {
		isHeld.current = row !== null;
		setHeldRow(row);
	}, []);
	const [scrollAhead] = useState(() => new ScrollAhead());
	const extractRange = useCallback((range: Range) => rangeToRender(range, list.current, scrollAhead), [scrollAhead]);
	const virtualizer = useVirtualizer<HTMLDivElement, HTMLDivElement>({
		count: rows.length,
		getScrollElement: () => scroller.current,
		getItemKey: useCallback((index: number) => rows[index]?.key ?? index, [rows]),
		estimateSize: (index) => rows[index]?.estimatedHeight ?? DEFAULT_ROW_HEIGHT,
		overscan: 6,
		rangeExtractor: extractRange,
		anchorTo: "end",
		followOnAppend: true,
		scrollEndThreshold: justExpanded || heldRow ? NEVER_AT_END : NEAR_END_PX,
		paddingStart: 16,
		paddingEnd: 24,
		directDomUpdates: true,
		directDomUpdatesMode: "position",
		initialRect: FALLBACK_RECT,
		observeElementRect: (instance, report) => {
			let height: number | null = null;
			return observeElementRect(instance, (rect) => {
				// A dock below makes the list less tall. A scroll bar only makes it narrower.
				if (wasAtEnd.current && !isHeld.current && rect.height !== height) instance.scrollToEnd();
				height = rect.height;
				report(rect.height > 0 ? rect : FALLBACK_RECT);
			});
		},
		observeElementOffset: (instance, report) => {
			// A list that follows its end is not scrolled: it would render for each line, when that begins and when it ends.
			const isFollowing = () =>
				wasAtEnd.current && !isHeld.current && Math.abs(distanceToEnd(instance.scrollElement)) <= 1;
			return observeElementOffset(instance, (offset, isScrolling) => report(offset, isScrolling && !isFollowing()));
		},
		onChange: (instance) => {
			const isAtEnd = instance.isAtEnd(NEAR_END_PX);
			// New or growing rows do not count as leaving the end; only scrolling up does.
			const isLeft = !isAtEnd && (!wasAtEnd.current || instance.scrollDirection === "backward");
			const opened = anchor.adjust(instance);
			const followed = opened ?? (isLeft ? "away" : "end");
			const now = isHeld.current ? (isAtEnd ? "opened" : "away") : followed;
			wasAtEnd.current = now === "end";
			if (now === "end" && !isAtEnd) instance.scrollToEnd();
			setPosition(now);
			if (isAtStart(instance)) setReachedKey(instance.options.getItemKey(0));
		},
	});
	useLayoutEffect(() => {
		list.current = virtualizer;
		if (!justExpanded) return anchor.settle(virtualizer);
		// A smooth scroll to the end would scroll away from what was expanded.
		virtualizer.cancelScroll();
		if (wasAtEnd.current) anchor.begin(justExpanded.trigger, virtualizer);
	}, [virtualizer, justExpanded, anchor]);
	useStartAtEnd(virtualizer, rows.length > 0);
	useHeldRow(virtualizer, heldRow, holdRow);
	const jumpToEnd = () => {
		holdRow(null);
		virtualizer.scrollToEnd();
	};
	// Compared by key: after an older page was added, the reached row is no longer the first.
	return { virtualizer, position, atStart: reachedKey !== null && reachedKey === rows[0]?.key, holdRow, jumpToEnd };
}

/** Scrolls to a row, once it is rendered and measured, and releases it when the reader scrolls. */
function useHeldRow(list: RowVirtualizer, row: HeldRow | null, holdRow: TimelineScrolling["holdRow"]): void {
	useEffect(() => {
		if (!row) return;
		const ended = new AbortController();
		const scrolled = userScrollSignal(list.scrollElement, ended.signal);
		scrolled.addEventListener("abort", () => holdRow(null), { once: true });
		const indexOf = () => indexOfKey(list.options, row.key);
		// The list may still be on its way to its end.
		list.cancelScroll();
		const step = () => scrollTowardsRow(list, indexOf(), centeredTop);
		if (row.center) void repeatUntilStill(step, AbortSignal.any([scrolled, ended.signal]));
		else list.scrollToIndex(indexOf(), { align: "center" });
		return () => ended.abort();
	}, [list, row, holdRow]);
}

/** A list is at its start for a moment before it scrolls to its end, so only scrolling up counts. */
function isAtStart(list: RowVirtualizer): boolean {
	const isShort = list.getTotalSize() <= (list.scrollRect?.height ?? 0);
	return list.range?.startIndex === 0 && (isShort || list.scrollDirection === "backward");
}

/** Scrolls to the end first: rows that exist from the beginning are not an append that the virtualizer follows. */
function useStartAtEnd(virtualizer: RowVirtualizer, hasRows: boolean): void {
	const started = useRef(false);
	useLayoutEffect(() => {
		if (started.current || !hasRows) return;
		started.current = true;
		virtualizer.scrollToEnd();
	}, [virtualizer, hasRows]);
}
