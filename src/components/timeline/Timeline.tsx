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
import { type TimelineRow, useTimelineRows } from "./rows.ts";
import { type TimelineScrolling, useJustExpanded, useTimelineScrolling } from "./scrolling.ts";
import { CurrentPrompt, JumpToLatest, OlderItems, TimelineEmpty } from "./TimelineParts.tsx";
import { TimelineRows } from "./TimelineRows.tsx";
import { useReveal } from "./useReveal.ts";

/** Where the prompt stands whose turn is read at a row; -1 when that is in sight itself or is not loaded. */
export function promptIndexAbove(rows: readonly TimelineRow[], topIndex: number): number {
	if (rows[topIndex]?.startsTurn) return -1;
	return rows.findLastIndex((row, index) => index < topIndex && row.startsTurn);
}

/** Loads the page before the first row when that comes into sight. After a failure a person has to ask. */
function useLoadOlderAtStart(atStart: boolean): void {
	const store = useWorkspaceStore();
	const hasOlder = useWorkspaceSelector((state) => state.hasOlder);
	const idle = useWorkspaceSelector((state) => state.history.status === "idle");
	useEffect(() => {
		if (atStart && hasOlder && idle) void store.loadOlder();
	}, [store, atStart, hasOlder, idle]);
}

/** How many rows have come since the reader left the end. */
function useUnseenRowCount(rows: readonly TimelineRow[], atEnd: boolean): number {
	const last = rows.at(-1)?.key ?? null;
	const [seen, setSeen] = useState(last);
	if (atEnd && seen !== last) setSeen(last);
	if (atEnd || seen === null) return 0;
	const seenAt = rows.findLastIndex((row) => row.key === seen);
	return seenAt === -1 ? 0 : rows.length - 1 - seenAt;
}

/** Keeps a reader's place over reloads, as long as the tab lives. */
function useReadingPosition(rows: readonly TimelineRow[], list: TimelineScrolling["virtualizer"]): void {
	const store = useWorkspaceStore();
	const shown = useRef(rows);
	const hasRows = rows.length > 0;
	useLayoutEffect(() => {
		shown.current = rows;
	}, [rows]);
	// A layout effect ends while the rows still stand on the page, so that their place can be measured.
	useLayoutEffect(() => {
		if (!hasRows) return;
		const gone = new AbortController();
		const timeline = { store, list, rows: () => shown.current, signal: gone.signal };
		import("./readingPosition.ts").then(
			({ trackReadingPosition }) => !gone.signal.aborted && trackReadingPosition(timeline),
			// Without it a reload starts at the end.
			() => undefined,
		);
		return () => gone.abort();
	}, [store, list, hasRows]);
}

const NO_ROWS: readonly TimelineRow[] = [];
/** Where the end moves, the list is behind for a frame or two: that is not worth a button. */
const jumpButtonDelayMs = () => 100;

/**
 * What people asked and what the agent did. It renders the rows in sight only, follows the end while the reader is
 * there, and stays put under a reader who is not, over reloads too. Above a long turn stands what was asked. Give it a
 * height.
 */
export function Timeline({ className }: TimelineProps) {
	const labels = useLabels();
	const isPreloaded = usePreload(LazyMarkdown);
	const loaded = useWorkspaceSelector((state) => state.loaded) && isPreloaded;
	const [folds] = useState(createFoldStore);
	const scroller = useRef<HTMLDivElement>(null);
	const known = useTimelineRows();
	const rows = isPreloaded ? known : NO_ROWS;
	const [justOpened, handleClick] = useJustExpanded();
	const { virtualizer, position, atStart } = useTimelineScrolling(scroller, rows, justOpened);
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
		// Where the prompt is in sight the button is not.
		scroller.current?.focus({ preventScroll: true });
	};
	useReadingPosition(rows, virtualizer);
	useLoadOlderAtStart(atStart);
	useScrollToOwnPrompts(jump);
	return (
		<FoldStoreContext.Provider value={folds}>
			<div className={partClassName("wsc-timeline", className)}>
				{search?.open && <SearchBar list={scroller} reveal={reveal} onClose={() => search.setOpen(false)} />}
				{/* Rows that come in because somebody scrolls are not news. */}
				<div
					ref={scroller}
					className="wsc-scroller"
					role="log"
					aria-label={labels.timeline}
					aria-live={atEnd ? "polite" : "off"}
					aria-busy={!loaded}
					// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard.
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

/** Who sends a prompt wants to see it, wherever they were reading. */
function useScrollToOwnPrompts(jump: () => void): void {
	const sent = useOutbox().length;
	const before = useRef(sent);
	useEffect(() => {
		if (sent > before.current) jump();
		before.current = sent;
	});
}
