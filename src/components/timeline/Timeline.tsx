"use client";

import { useContext, useEffect, useLayoutEffect, useRef, useState } from "react";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useOutbox } from "../../react/state.ts";
import { useWorkspaceSelector, useWorkspaceStore } from "../../react/store.tsx";
import { LazyMarkdown } from "../content/lazyContent.tsx";
import { LinkTargetMissing, useCopyItemLink } from "../link/CopyLinkButton.tsx";
import { useRevealLinkedItem } from "../link/itemLink.ts";
import { createFoldStore, FoldStoreContext } from "../primitives/Fold.tsx";
import { usePreload } from "../primitives/lazyPart.tsx";
import { partClassName } from "../primitives/partStyle.ts";
import { useDebouncedValue } from "../primitives/useDebouncedValue.ts";
import { SearchBar } from "../search/SearchBar.tsx";
import { SearchContext } from "../search/SearchButton.tsx";
import type { TimelineProps } from "../slots/partProps.ts";
import { trackReadingPosition } from "./readingPosition.ts";
import { type TimelineRow, useTimelineRows } from "./rows.ts";
import { type TimelineScrolling, useJustExpanded, useTimelineScrolling } from "./scrolling.ts";
import { CurrentPrompt, JumpToLatest, OlderItems, TimelineEmpty } from "./TimelineParts.tsx";
import { TimelineRows } from "./TimelineRows.tsx";
import { useReveal } from "./useReveal.ts";

/** The index of the prompt whose turn the top row belongs to; -1 if the prompt is the top row or is not loaded. */
export function promptIndexAbove(rows: readonly TimelineRow[], topIndex: number): number {
	if (rows[topIndex]?.startsTurn) return -1;
	return rows.findLastIndex((row, index) => index < topIndex && row.startsTurn);
}

/** Loads the previous page when the first row is visible. After an error the user has to retry. */
function useLoadOlderAtStart(atStart: boolean): void {
	const store = useWorkspaceStore();
	const hasOlder = useWorkspaceSelector((state) => state.hasOlder);
	const idle = useWorkspaceSelector((state) => state.history.status === "idle");
	useEffect(() => {
		if (atStart && hasOlder && idle) void store.loadOlder();
	}, [store, atStart, hasOlder, idle]);
}

/** The number of rows that were added since the reader left the end. */
function useUnseenRowCount(rows: readonly TimelineRow[], atEnd: boolean): number {
	const last = rows.at(-1)?.key ?? null;
	const [seen, setSeen] = useState(last);
	if (atEnd && seen !== last) setSeen(last);
	if (atEnd || seen === null) return 0;
	const seenAt = rows.findLastIndex((row) => row.key === seen);
	return seenAt === -1 ? 0 : rows.length - 1 - seenAt;
}

/** Restores the reading position after a reload, as long as the tab is open. */
function useReadingPosition(rows: readonly TimelineRow[], list: TimelineScrolling["virtualizer"]): void {
	const store = useWorkspaceStore();
	const rowsRef = useRef(rows);
	const hasRows = rows.length > 0;
	useLayoutEffect(() => {
		rowsRef.current = rows;
	}, [rows]);
	// The cleanup of a layout effect runs before the rows are removed from the page, so their position can be measured.
	useLayoutEffect(() => {
		if (!hasRows) return;
		const unmounted = new AbortController();
		trackReadingPosition({ store, list, rows: () => rowsRef.current, signal: unmounted.signal });
		return () => unmounted.abort();
	}, [store, list, hasRows]);
}

const NO_ROWS: readonly TimelineRow[] = [];
/** While the list follows new content it is a frame or two behind its end, which needs no button. */
const jumpButtonDelayMs = () => 100;

/**
 * The timeline of the workspace: prompts and what the agent did. It renders only the visible rows, stays at the end
 * while the reader is there, and keeps the reading position otherwise, also after a reload. The prompt of a long turn
 * sticks to the top. Its container needs a height.
 */
export function Timeline({ className }: TimelineProps) {
	const labels = useLabels();
	const isPreloaded = usePreload(LazyMarkdown);
	const loaded = useWorkspaceSelector((state) => state.loaded) && isPreloaded;
	const [folds] = useState(createFoldStore);
	const scroller = useRef<HTMLDivElement>(null);
	const allRows = useTimelineRows();
	const rows = isPreloaded ? allRows : NO_ROWS;
	const [justExpanded, handleClick] = useJustExpanded();
	const { virtualizer, position, atStart } = useTimelineScrolling(scroller, rows, justExpanded);
	const atEnd = position === "end";
	const isAway = useDebouncedValue(atEnd ? null : true, jumpButtonDelayMs);
	const newRows = useUnseenRowCount(rows, atEnd);
	const isBehind = isAway && (position === "away" || newRows > 0);
	const jump = () => virtualizer.scrollToEnd();
	const { markedKey, reveal, isMissing } = useReveal(rows, virtualizer);
	const link = useCopyItemLink();
	const search = useContext(SearchContext);
	useRevealLinkedItem(reveal, loaded);
	const promptIndex = promptIndexAbove(rows, virtualizer.range?.startIndex ?? 0);
	const promptId = rows[promptIndex]?.itemId;
	const showPrompt = () => {
		virtualizer.scrollToIndex(promptIndex, { align: "start" });
		// The button disappears when the prompt is visible.
		scroller.current?.focus({ preventScroll: true });
	};
	useReadingPosition(rows, virtualizer);
	useLoadOlderAtStart(atStart);
	useScrollToOwnPrompts(jump);
	return (
		<FoldStoreContext.Provider value={folds}>
			<div className={partClassName("wsc-timeline", className)}>
				{search?.open && <SearchBar list={scroller} reveal={reveal} onClose={() => search.setOpen(false)} />}
				{/* Rows that appear because the reader scrolls must not be announced. */}
				<div
					ref={scroller}
					className="wsc-scroller"
					role="log"
					aria-label={labels.timeline}
					aria-live={atEnd ? "polite" : "off"}
					aria-busy={!loaded}
					// biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable area must be reachable by keyboard.
					tabIndex={0}
					onClickCapture={handleClick}
				>
					<OlderItems />
					{rows.length === 0 ? (
						<TimelineEmpty loaded={loaded} />
					) : (
						<TimelineRows rows={rows} virtualizer={virtualizer} markedKey={markedKey} link={link} />
					)}
				</div>
				<span className="wsc-hidden" role="status">
					{{ idle: "", copied: labels.copied, failed: labels.copyFailed }[link.status]}
				</span>
				{promptId && !search?.open && <CurrentPrompt id={promptId} onShow={showPrompt} />}
				{isMissing && <LinkTargetMissing onDismiss={() => reveal(null)} />}
				{!isMissing && isBehind && rows.length > 0 && <JumpToLatest newRows={newRows} onJump={jump} />}
			</div>
		</FoldStoreContext.Provider>
	);
}

/** Scrolls to the end when the user sends a prompt, wherever they were reading. */
function useScrollToOwnPrompts(jump: () => void): void {
	const unsentCount = useOutbox().length;
	const previousCount = useRef(unsentCount);
	useEffect(() => {
		if (unsentCount > previousCount.current) jump();
		previousCount.current = unsentCount;
	});
}
