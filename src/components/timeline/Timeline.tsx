"use client";
import { useContext, useEffect, useRef, useState } from "react";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useOutbox } from "../../react/useOutbox.ts";
import { useWorkspaceSelector } from "../../react/useWorkspaceSelector.ts";
import { createFolds } from "../fold/createFolds.ts";
import { FoldsContext } from "../fold/FoldsContext.ts";
import { LinkGone } from "../link/LinkGone.tsx";
import { useCopyLink } from "../link/useCopyLink.ts";
import { useLinkedItem } from "../link/useLinkedItem.ts";
import { LazyMarkdown } from "../markdown/LazyMarkdown.tsx";
import { partClass } from "../part/partClass.ts";
import { LazySearchBar } from "../search/LazySearchBar.tsx";
import { SearchContext } from "../search/SearchContext.ts";
import { useLasting } from "../time/useLasting.ts";
import { CurrentPrompt } from "./CurrentPrompt.tsx";
import { JumpToLatest } from "./JumpToLatest.tsx";
import { OlderItems } from "./OlderItems.tsx";
import { promptAbove } from "./promptAbove.ts";
import { TimelineEmpty } from "./TimelineEmpty.tsx";
import { TimelineRows } from "./TimelineRows.tsx";
import type { TimelineRow } from "./timelineRows.ts";
import { useJustOpened } from "./useJustOpened.ts";
import { useLoadOlder } from "./useLoadOlder.ts";
import { useNewRows } from "./useNewRows.ts";
import { useReadingPlace } from "./useReadingPlace.ts";
import { useReveal } from "./useReveal.ts";
import { useTimelineList } from "./useTimelineList.ts";
import { useTimelineRows } from "./useTimelineRows.ts";

const NO_ROWS: readonly TimelineRow[] = [];
/** Where the end moves, the list is behind for a frame or two: that is not worth a button. */
const awayMs = () => 100;

export interface TimelineProps {
	readonly className?: string | undefined;
}

/**
 * What people asked and what the agent did. It renders the rows in sight only, follows the end while the reader is
 * there, and stays put under a reader who is not, over reloads too. Above a long turn stands what was asked. Give it a
 * height.
 */
export function Timeline({ className }: TimelineProps) {
	const labels = useLabels();
	const fetched = LazyMarkdown.useFetched();
	const loaded = useWorkspaceSelector((state) => state.loaded) && fetched;
	const [folds] = useState(createFolds);
	const scroller = useRef<HTMLDivElement>(null);
	const known = useTimelineRows();
	const rows = fetched ? known : NO_ROWS;
	const [justOpened, handleClick] = useJustOpened();
	const { virtualizer, place, atStart } = useTimelineList(scroller, rows, justOpened);
	const atEnd = place === "end";
	const isAway = useLasting(atEnd ? null : true, awayMs);
	const newRows = useNewRows(rows, atEnd);
	const isBehind = isAway && (place === "away" || newRows > 0);
	const jump = () => virtualizer.scrollToEnd();
	const { markedKey, reveal, isGone } = useReveal(rows, virtualizer);
	const link = useCopyLink();
	const search = useContext(SearchContext);
	useLinkedItem(reveal, loaded);
	const promptIndex = promptAbove(rows, virtualizer.range?.startIndex ?? 0);
	const promptId = rows[promptIndex]?.itemId;
	const showPrompt = () => {
		virtualizer.scrollToIndex(promptIndex, { align: "start" });
		// Where the prompt is in sight the button is not.
		scroller.current?.focus({ preventScroll: true });
	};
	useReadingPlace(rows, virtualizer);
	useLoadOlder(atStart);
	useFollowOwn(jump);
	return (
		<FoldsContext.Provider value={folds}>
			<div className={partClass("wsc-timeline", className)}>
				{search?.open && <LazySearchBar list={scroller} reveal={reveal} onClose={() => search.setOpen(false)} />}
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
				{isGone && <LinkGone onDismiss={() => reveal(null)} />}
				{!isGone && isBehind && rows.length > 0 && <JumpToLatest newRows={newRows} onJump={jump} />}
			</div>
		</FoldsContext.Provider>
	);
}

/** Who sends a prompt wants to see it, wherever they were reading. */
function useFollowOwn(jump: () => void): void {
	const sent = useOutbox().length;
	const before = useRef(sent);
	useEffect(() => {
		if (sent > before.current) jump();
		before.current = sent;
	});
}
