"use client";
import { useContext, useEffect, useRef, useState } from "react";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useOutbox } from "../../react/useOutbox.ts";
import { useWorkspaceSelector } from "../../react/useWorkspaceSelector.ts";
import { createFoldStore } from "../fold/createFolds.ts";
import { FoldStoreContext } from "../fold/FoldsContext.ts";
import { LinkTargetMissing } from "../link/LinkGone.tsx";
import { useCopyItemLink } from "../link/useCopyLink.ts";
import { useRevealLinkedItem } from "../link/useLinkedItem.ts";
import { LazyMarkdown } from "../markdown/LazyMarkdown.tsx";
import { partClassName } from "../part/partClass.ts";
import { LazySearchBar } from "../search/LazySearchBar.tsx";
import { SearchContext } from "../search/SearchContext.ts";
import { useDebouncedValue } from "../time/useLasting.ts";
import { CurrentPrompt } from "./CurrentPrompt.tsx";
import { JumpToLatest } from "./JumpToLatest.tsx";
import { OlderItems } from "./OlderItems.tsx";
import { promptIndexAbove } from "./promptAbove.ts";
import { TimelineEmpty } from "./TimelineEmpty.tsx";
import { TimelineRows } from "./TimelineRows.tsx";
import type { TimelineRow } from "./timelineRows.ts";
import { useJustExpanded } from "./useJustOpened.ts";
import { useLoadOlderAtStart } from "./useLoadOlder.ts";
import { useUnseenRowCount } from "./useNewRows.ts";
import { useReadingPosition } from "./useReadingPlace.ts";
import { useReveal } from "./useReveal.ts";
import { useTimelineScrolling } from "./useTimelineList.ts";
import { useTimelineRows } from "./useTimelineRows.ts";

const NO_ROWS: readonly TimelineRow[] = [];
/** Where the end moves, the list is behind for a frame or two: that is not worth a button. */
const jumpButtonDelayMs = () => 100;

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
	const fetched = LazyMarkdown.useIsLoaded();
	const loaded = useWorkspaceSelector((state) => state.loaded) && fetched;
	const [folds] = useState(createFoldStore);
	const scroller = useRef<HTMLDivElement>(null);
	const known = useTimelineRows();
	const rows = fetched ? known : NO_ROWS;
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
