"use client";

import { useCallback, useContext, useEffect, useLayoutEffect, useRef, useState } from "react";
import { selectUnread, type WorkspaceState } from "../../core/index.ts";
import { loadHistoryUntil } from "../../core/store/history.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { ReplayContext } from "../../react/ReplayContext.ts";
import { useOutbox } from "../../react/state.ts";
import { useWorkspaceSelector, useWorkspaceStore } from "../../react/store.tsx";
import { useReading, useUnread } from "../../react/useUnread.ts";
import { LazyItemMarkdown, LazyMarkdown } from "../content/lazyContent.tsx";
import { useRevealLinkedItem } from "../link/itemLink.ts";
import { LinkTargetMissing } from "../link/LinkTargetMissing.tsx";
import { createFoldStore, FoldStoreContext } from "../primitives/Fold.tsx";
import { usePreload } from "../primitives/lazyPart.tsx";
import { PartBoundary } from "../primitives/PartBoundary.tsx";
import { partClassName } from "../primitives/partStyle.ts";
import { useDebouncedValue } from "../primitives/useDebouncedValue.ts";
import { SearchBar } from "../search/SearchBar.tsx";
import { SearchContext } from "../search/SearchButton.tsx";
import type { TimelineProps } from "../slots/partProps.ts";
import { useCurrentPrompt } from "./currentPrompt.ts";
import { createPrintFolds } from "./printFolds.ts";
import { useRowCopy } from "./RowActions.tsx";
import { trackReadingPosition } from "./readingPosition.ts";
import { useRowKeys } from "./rowKeys.ts";
import { type TimelineRow, useTimelineRows } from "./rows.ts";
import { SinceYouLeft } from "./SinceYouLeft.tsx";
import { type TimelineScrolling, useJustExpanded, useTimelineScrolling } from "./scrolling.ts";
import { CurrentPrompt, FollowBar, JumpToLatest, OlderItems, TimelineEmpty } from "./TimelineParts.tsx";
import { PrintedRows, TimelineRows } from "./TimelineRows.tsx";
import { useFollowing } from "./useFollowing.ts";
import { usePrinting } from "./usePrinting.ts";
import { useReplayTarget } from "./useReplayTarget.ts";
import { useReportReading } from "./useReportReading.ts";
import { useReveal } from "./useReveal.ts";

/** Loads the previous page when the first row is visible. After an error the user has to retry. */
function useLoadOlderAtStart(atStart: boolean): void {
	const store = useWorkspaceStore();
	const hasOlder = useWorkspaceSelector((state) => state.hasOlder);
	const idle = useWorkspaceSelector((state) => state.history.status === "idle");
	useEffect(() => {
		if (atStart && hasOlder && idle) void store.loadOlder();
	}, [store, atStart, hasOlder, idle]);
}

/** Whether there is something after what this person has read. */
function selectIsBehind({ itemIds, items, read }: WorkspaceState): boolean {
	const newest = items.get(itemIds.at(-1) ?? "")?.order ?? 0;
	return read !== null && newest > read.order;
}

/** Whoever scrolls past the end, or whose reading position is still being restored, does not read there. */
const readingDelayMs = () => 300;

/** Restores the reading position after a reload, as long as the tab is open. A replay begins where it is. */
function useReadingPosition(rows: readonly TimelineRow[], list: TimelineScrolling["virtualizer"]): void {
	const store = useWorkspaceStore();
	const rowsRef = useRef(rows);
	const isReplay = useContext(ReplayContext) !== null;
	const hasRows = rows.length > 0 && !isReplay;
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
/** Mostly the code has arrived before the state has. Then no text changes its look. */
const markdownWaitMs = () => 200;

/**
 * Whether to render rows: when the code for Markdown is there, or a moment after the state. On a slow network the text can
 * then be read as it is written; the list stays where it is when the code arrives.
 */
function useReadyToRender(): boolean {
	const hasState = useWorkspaceSelector((state) => state.loaded);
	const isMarkdownFetched = usePreload(LazyMarkdown);
	const isFetched = usePreload(LazyItemMarkdown) && isMarkdownFetched;
	const hasWaited = useDebouncedValue(hasState && !isFetched ? true : null, markdownWaitMs);
	return isFetched || hasWaited === true;
}

/** The browser waits for them: more would keep the page busy for too long. The menu of the transcript prints all. */
const MAX_PRINTED_ROWS = 1_000;

/** While the list follows new content it is a frame or two behind its end, which needs no button. */
const jumpButtonDelayMs = () => 100;

/**
 * The timeline of the workspace: prompts and what the agent did. It renders only the visible rows, stays at the end
 * while the reader is there, and keeps the reading position otherwise, also after a reload. The prompt of a long turn
 * sticks to the top. Its container needs a height.
 */
export function Timeline({ className }: TimelineProps) {
	const labels = useLabels();
	const isReady = useReadyToRender();
	const loaded = useWorkspaceSelector((state) => state.loaded) && isReady;
	const [folds] = useState(createFoldStore);
	const [printFolds] = useState(() => createPrintFolds(folds));
	const scroller = useRef<HTMLDivElement>(null);
	const allRows = useTimelineRows(folds);
	const rows = isReady ? allRows : NO_ROWS;
	const [justExpanded, handleClick] = useJustExpanded();
	const scrolling = useTimelineScrolling(scroller, rows, justExpanded);
	const { virtualizer, position, atStart, jumpToEnd } = scrolling;
	const atEnd = position === "end";
	const isAway = useDebouncedValue(atEnd ? null : true, jumpButtonDelayMs);
	useReading(useDebouncedValue(atEnd && loaded ? true : null, readingDelayMs) === true);
	const unread = useUnread();
	const isUnread = useWorkspaceSelector(selectIsBehind);
	const isBehind = isAway && (position === "away" || isUnread);
	useReportReading(scroller, rows, atEnd);
	const followed = useFollowing({ scroller, rows, folds, holdRow: scrolling.holdRow, jumpToEnd });
	const { markedKey, reveal, revealLinked, isMissing } = useReveal(rows, folds, scrolling.holdRow);
	const rowCopy = useRowCopy();
	const isPrinting = usePrinting();
	const rowKeys = useRowKeys(virtualizer);
	const search = useContext(SearchContext);
	const isReplay = useContext(ReplayContext) !== null;
	useRevealLinkedItem(revealLinked, loaded && !isReplay);
	useReplayTarget({ reveal, revealLinked, jumpToEnd });
	const current = useCurrentPrompt(rows, virtualizer);
	const showPrompt = useCallback(() => {
		virtualizer.scrollToIndex(current.index, { align: "start" });
		// The button disappears when the prompt is visible.
		scroller.current?.focus({ preventScroll: true });
	}, [virtualizer, current.index]);
	const showNew = useShowNew(rows, scrolling.holdRow);
	useReadingPosition(rows, virtualizer);
	useLoadOlderAtStart(atStart);
	useScrollToOwnPrompts(jumpToEnd);
	return (
		<FoldStoreContext.Provider value={folds}>
			<div className={partClassName("wsc-timeline", className)}>
				{search?.open && (
					<PartBoundary part="Search">
						<SearchBar list={scroller} reveal={reveal} onClose={() => search.setOpen(false)} />
					</PartBoundary>
				)}
				{/* Rows that appear because the reader scrolls, or moves a replay, must not be announced. */}
				<div
					ref={scroller}
					className="wsc-scroller"
					role="log"
					aria-label={labels.timeline}
					aria-live={atEnd && !isReplay ? "polite" : "off"}
					aria-busy={!loaded}
					// biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable area must be reachable by keyboard.
					tabIndex={0}
					aria-keyshortcuts="ArrowUp ArrowDown"
					onKeyDown={rowKeys.handleKeyDown}
					onFocus={rowKeys.handleFocus}
					onBlur={rowKeys.handleBlur}
					onClickCapture={handleClick}
				>
					<OlderItems />
					{rows.length === 0 ? (
						<TimelineEmpty loaded={loaded} />
					) : (
						<TimelineRows rows={rows} virtualizer={virtualizer} markedKey={markedKey} rowCopy={rowCopy} />
					)}
					{isPrinting && <PrintedRows rows={rows.slice(-MAX_PRINTED_ROWS)} folds={printFolds} />}
					<span ref={rowKeys.endRef} tabIndex={-1} />
				</div>
				<span className="wsc-hidden" role="status">
					{{ idle: "", copied: labels.copied, failed: labels.copyFailed }[rowCopy.status]}
				</span>
				{current.id !== null && !search?.open && (
					<CurrentPrompt id={current.id} lineRef={current.lineRef} onShow={showPrompt} />
				)}
				{unread.since && unread.summary && (
					<SinceYouLeft
						since={unread.since}
						summary={unread.summary}
						onShow={showNew}
						onDismiss={unread.dismissSummary}
					/>
				)}
				{isMissing && <LinkTargetMissing onDismiss={() => reveal(null)} />}
				{followed && <FollowBar person={followed} />}
				{!isMissing && !followed && isBehind && rows.length > 0 && <JumpToLatest unread={unread} onJump={jumpToEnd} />}
			</div>
		</FoldStoreContext.Provider>
	);
}

/** Scrolls to where the new begins, and loads older pages for that as needed. */
function useShowNew(rows: readonly TimelineRow[], holdRow: TimelineScrolling["holdRow"]): () => void {
	const store = useWorkspaceStore();
	const [isWanted, setWanted] = useState(false);
	const key = rows.find((row) => row.newSince !== undefined)?.key;
	useEffect(() => {
		if (!isWanted || key === undefined) return;
		setWanted(false);
		holdRow({ key, center: true });
	}, [isWanted, key, holdRow]);
	return () => {
		setWanted(true);
		void loadHistoryUntil(store, () => selectUnread(store.get()).firstItemId !== null);
	};
}

/** Scrolls to the end when the user sends a prompt, wherever they were reading. */
function useScrollToOwnPrompts(jump: () => void): void {
	const sendingCount = useOutbox().filter(({ status }) => status === "sending").length;
	const previousCount = useRef(sendingCount);
	useEffect(() => {
		if (sendingCount > previousCount.current) jump();
		previousCount.current = sendingCount;
	});
}
