"use client";

import {
	defaultRangeExtractor,
	observeElementRect,
	type Range,
	useVirtualizer,
	type Virtualizer,
} from "@tanstack/react-virtual";
import { type MouseEvent, type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { TimelineRow } from "./rows.ts";

/** How far a list has to scroll on to its end. */
export function distanceToEnd(list: Element | null): number {
	return list ? list.scrollHeight - list.clientHeight - list.scrollTop : 0;
}

/** What the prompt that stands above the rows can cover of them. */
const STICKY_HEADER_HEIGHT = 40;

/**
 * How far a list has to scroll on to show what was just opened in it: to its end where that leaves the opener in sight,
 * else to the end of the part that it opens, whose beginning stays in sight too.
 */
function distanceToExpanded(opener: Element | null, list: Element | null): number {
	if (!opener?.isConnected || !list) return 0;
	const view = list.getBoundingClientRect();
	const most = Math.max(0, opener.getBoundingClientRect().top - view.top - STICKY_HEADER_HEIGHT);
	const toEnd = distanceToEnd(list);
	if (toEnd <= most) return toEnd;
	const below = (opener.parentElement?.getBoundingClientRect().bottom ?? 0) - view.bottom;
	return Math.min(Math.max(0, below), most);
}

type VirtualList = Virtualizer<HTMLDivElement, HTMLDivElement>;

/** Where somebody at the end of the list has opened something. They have not left the end by that. */
interface ExpansionAnchor {
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
function createExpansionAnchor(): ExpansionAnchor {
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

type RowVirtualizer = Virtualizer<HTMLDivElement, HTMLDivElement>;

/** The rows to render: those in sight, and the one that has the focus, which would be lost with it. */
function visibleRangeWithFocus(range: Range, list: RowVirtualizer | null): number[] {
	const indexes = defaultRangeExtractor(range);
	const focused = list ? focusedIndex(list) : -1;
	if (focused === -1 || indexes.includes(focused)) return indexes;
	return [...indexes, focused].sort((one, other) => one - other);
}

/** By its key: what stands on its element is the index that it had before an older page came. */
function focusedIndex({ elementsCache, options }: RowVirtualizer): number {
	for (const [key, row] of elementsCache) {
		if (!row.contains(document.activeElement)) continue;
		for (let index = 0; index < options.count; index++) if (options.getItemKey(index) === key) return index;
	}
	return -1;
}

/** So long it may take until all of what is opened is there. */
const EXPANDING_MS = 1_000;
const COLLAPSED_TRIGGERS = '[aria-expanded="false"], details:not([open]) > summary';

/** What somebody has just opened, by the element that opens it. */
interface JustExpanded {
	readonly trigger: Element;
}

/**
 * What somebody has just opened in the list, if anything: they read on from there, and what it shows must not push it
 * out of sight.
 */
export function useJustExpanded(): readonly [
	justOpened: JustExpanded | null,
	handleClick: (event: MouseEvent) => void,
] {
	const [justOpened, setJustOpened] = useState<JustExpanded | null>(null);
	useEffect(() => {
		if (!justOpened) return;
		const timer = setTimeout(() => setJustOpened(null), EXPANDING_MS);
		return () => clearTimeout(timer);
	}, [justOpened]);
	const handleClick = ({ target }: MouseEvent) => {
		const trigger = target instanceof Element && target.closest(COLLAPSED_TRIGGERS);
		// An object, so that opening the same again counts anew.
		if (trigger) setJustOpened({ trigger });
	};
	return [justOpened, handleClick];
}

/** This close to the end a reader is at the end. */
const NEAR_END_PX = 48;
/** Nobody is this close to it, in a list with nothing to scroll neither. */
const NEVER_AT_END = Number.NEGATIVE_INFINITY;
/** What a list shows that has no height yet, so that its end is there at once. */
const FALLBACK_RECT = { width: 720, height: 800 };
/** For an index that has no row any more. */
const DEFAULT_ROW_HEIGHT = 160;

export interface TimelineScrolling {
	readonly virtualizer: ReturnType<typeof useVirtualizer<HTMLDivElement, HTMLDivElement>>;
	/** Where the reader is: at the end, where the list follows what comes, with something they have opened there, or away. */
	readonly position: "end" | "opened" | "away";
	/** Whether the reader has come up to the oldest row, or there is nothing to scroll. */
	readonly atStart: boolean;
}

/**
 * The rows in sight of a list that holds on to its end: it follows while the reader is there, and stays
 * put else. Who opens something at the end sees what it shows, and has not left the end by that.
 */
export function useTimelineScrolling(
	scroller: RefObject<HTMLDivElement | null>,
	rows: readonly TimelineRow[],
	justOpened: JustExpanded | null,
): TimelineScrolling {
	const [position, setPlace] = useState<TimelineScrolling["position"]>("end");
	const wasAtEnd = useRef(true);
	const [openedPlace] = useState(createExpansionAnchor);
	const [reached, setReached] = useState<unknown>(null);
	const list = useRef<Virtualizer<HTMLDivElement, HTMLDivElement> | null>(null);
	const extractRange = useCallback((range: Range) => visibleRangeWithFocus(range, list.current), []);
	const virtualizer = useVirtualizer<HTMLDivElement, HTMLDivElement>({
		count: rows.length,
		getScrollElement: () => scroller.current,
		getItemKey: useCallback((index: number) => rows[index]?.key ?? index, [rows]),
		estimateSize: (index) => rows[index]?.estimatedHeight ?? DEFAULT_ROW_HEIGHT,
		overscan: 6,
		rangeExtractor: extractRange,
		anchorTo: "end",
		followOnAppend: true,
		scrollEndThreshold: justOpened ? NEVER_AT_END : NEAR_END_PX,
		paddingStart: 16,
		paddingEnd: 24,
		directDomUpdates: true,
		directDomUpdatesMode: "position",
		initialRect: FALLBACK_RECT,
		observeElementRect: (instance, report) => {
			let height: number | null = null;
			return observeElementRect(instance, (rect) => {
				// What docks below takes room from the end. A scroll bar only makes it narrower.
				if (wasAtEnd.current && rect.height !== height) instance.scrollToEnd();
				height = rect.height;
				report(rect.height > 0 ? rect : FALLBACK_RECT);
			});
		},
		onChange: (instance) => {
			const isAtEnd = instance.isAtEnd(NEAR_END_PX);
			// What comes or grows takes nobody from the end; only who goes up leaves it.
			const isLeft = !isAtEnd && (!wasAtEnd.current || instance.scrollDirection === "backward");
			const opened = openedPlace.adjust(instance);
			const now = opened ?? (isLeft ? "away" : "end");
			wasAtEnd.current = now === "end";
			if (!opened && !isLeft && !isAtEnd) instance.scrollToEnd();
			setPlace(now);
			if (isAtStart(instance)) setReached(instance.options.getItemKey(0));
		},
	});
	useLayoutEffect(() => {
		list.current = virtualizer;
		if (!justOpened) return openedPlace.settle(virtualizer);
		// On its way to the end it would take along who reads what was opened.
		virtualizer.cancelScroll();
		if (wasAtEnd.current) openedPlace.begin(justOpened.trigger, virtualizer);
	}, [virtualizer, justOpened, openedPlace]);
	useStartAtEnd(virtualizer, rows.length > 0);
	// By its key: when an older page has come, the row that was reached is no longer the first.
	return { virtualizer, position, atStart: reached !== null && reached === rows[0]?.key };
}

/** A list begins at its start for a moment, before it shows its end: only who scrolls up arrives there. */
function isAtStart(list: Virtualizer<HTMLDivElement, HTMLDivElement>): boolean {
	const isShort = list.getTotalSize() <= (list.scrollRect?.height ?? 0);
	return list.range?.startIndex === 0 && (isShort || list.scrollDirection === "backward");
}

/** Shows the end first: rows that are there from the beginning are no append that could be followed. */
function useStartAtEnd(virtualizer: Virtualizer<HTMLDivElement, HTMLDivElement>, hasRows: boolean): void {
	const started = useRef(false);
	useLayoutEffect(() => {
		if (started.current || !hasRows) return;
		started.current = true;
		virtualizer.scrollToEnd();
	}, [virtualizer, hasRows]);
}
