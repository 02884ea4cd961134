"use client";

import { useCallback, useContext, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useOutbox } from "../../react/state.ts";
import { useWorkspaceSelector, useWorkspaceStore } from "../../react/store.tsx";
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
import { useRowCopy } from "./RowActions.tsx";
import { trackReadingPosition } from "./readingPosition.ts";
import { useRowKeys } from "./rowKeys.ts";
import { type TimelineRow, useTimelineRows } from "./rows.ts";
import { type TimelineScrolling, useJustExpanded, useTimelineScrolling } from "./scrolling.ts";
import { CurrentPrompt, JumpToLatest, OlderItems, TimelineEmpty } from "./TimelineParts.tsx";
import { PrintedRows, TimelineRows } from "./TimelineRows.tsx";
import { usePrinting } from "./usePrinting.ts";
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

interface UnseenRows {
	readonly rows: number;
	/** Those that a person would count: prompts, messages and permission requests, but not each tool call. */
	readonly messages: number;
}

/** What was added since the reader left the end. */
function useUnseenRows(rows: readonly TimelineRow[], atEnd: boolean): UnseenRows {
	const last = rows.at(-1)?.key ?? null;
	const [seen, setSeen] = useState(last);
	if (atEnd && seen !== last) setSeen(last);
	return useMemo(() => {
		const seenAt = atEnd ? -1 : rows.findLastIndex((row) => row.key === seen);
		const unseen = seenAt === -1 ? [] : rows.slice(seenAt + 1);
		return { rows: unseen.length, messages: unseen.filter(countsAsNew).length };
	}, [rows, atEnd, seen]);
}

const KINDS_THAT_COUNT: ReadonlySet<TimelineRow["kind"]> = new Set([
	"prompt",
	"pending",
	"message",
	"approval",
	"question",
]);

/** Whether a row is one that a person would count as new. */
export function countsAsNew({ kind, approvalId, depth }: TimelineRow): boolean {
	return (KINDS_THAT_COUNT.has(kind) && (depth === 0 || kind === "approval")) || approvalId !== null;
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
	const scroller = useRef<HTMLDivElement>(null);
	const allRows = useTimelineRows(folds);
	const rows = isReady ? allRows : NO_ROWS;
	const [justExpanded, handleClick] = useJustExpanded();
	const scrolling = useTimelineScrolling(scroller, rows, justExpanded);
	const { virtualizer, position, atStart, jumpToEnd } = scrolling;
	const atEnd = position === "end";
	const isAway = useDebouncedValue(atEnd ? null : true, jumpButtonDelayMs);
	const unseen = useUnseenRows(rows, atEnd);
	const isBehind = isAway && (position === "away" || unseen.rows > 0);
	const { markedKey, reveal, revealLinked, isMissing } = useReveal(rows, folds, scrolling.holdRow);
	const rowCopy = useRowCopy();
	const isPrinting = usePrinting();
	const rowKeys = useRowKeys(virtualizer);
	const search = useContext(SearchContext);
	useRevealLinkedItem(revealLinked, loaded);
	const current = useCurrentPrompt(rows, virtualizer);
	const showPrompt = useCallback(() => {
		virtualizer.scrollToIndex(current.index, { align: "start" });
		// The button disappears when the prompt is visible.
		scroller.current?.focus({ preventScroll: true });
	}, [virtualizer, current.index]);
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
					{isPrinting && <PrintedRows rows={rows} />}
					<span ref={rowKeys.endRef} tabIndex={-1} />
				</div>
				<span className="wsc-hidden" role="status">
					{{ idle: "", copied: labels.copied, failed: labels.copyFailed }[rowCopy.status]}
				</span>
				{current.id !== null && !search?.open && (
					<CurrentPrompt id={current.id} lineRef={current.lineRef} onShow={showPrompt} />
				)}
				{isMissing && <LinkTargetMissing onDismiss={() => reveal(null)} />}
				{!isMissing && isBehind && rows.length > 0 && <JumpToLatest newCount={unseen.messages} onJump={jumpToEnd} />}
			</div>
		</FoldStoreContext.Provider>
	);
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
