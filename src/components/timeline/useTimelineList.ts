"use client";
import { observeElementRect, type Range, useVirtualizer, type Virtualizer } from "@tanstack/react-virtual";
import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from "react";
import { createExpansionAnchor } from "./createOpenedPlace.ts";
import { visibleRangeWithFocus } from "./rangeWithFocus.ts";
import type { TimelineRow } from "./timelineRows.ts";
import type { JustExpanded } from "./useJustOpened.ts";

/** This close to the end a reader is at the end. */
const NEAR_END_PX = 48;
/** Nobody is this close to it, in a list with nothing to scroll neither. */
const NEVER_AT_END = Number.NEGATIVE_INFINITY;
/** What a list shows that has no height yet, so that its end is there at once. */
const FALLBACK_RECT = { width: 720, height: 800 };
/** First guesses at a row's height, until it is measured. */
const ESTIMATED_HEIGHTS: Readonly<Record<TimelineRow["kind"], number>> = {
	prompt: 96,
	pending: 96,
	withdrawn: 36,
	message: 160,
	thought: 36,
	tool_call: 36,
	plan: 160,
	approval: 40,
	notice: 72,
	unknown: 36,
};

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
		estimateSize: (index) => ESTIMATED_HEIGHTS[rows[index]?.kind ?? "message"],
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
