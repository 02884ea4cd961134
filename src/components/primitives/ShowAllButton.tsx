"use client";

import { createContext, type MouseEvent, useContext, useEffect, useSyncExternalStore } from "react";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useFold, useFoldStore } from "./Fold.tsx";

/** Learns of each text below it that is truncated. Returns what to call when it no longer is. */
export type ReportTruncated = () => () => void;

/** For a part that must know whether all of its texts are shown, such as a permission request. Default: nobody asks. */
export const TruncatedTextsContext = createContext<ReportTruncated | null>(null);

interface ShowAllButtonProps {
	/** The number of all lines. */
	readonly lines: number;
	readonly onShowAll: () => void;
}

/** The button at the edge of a truncated text that shows the rest. */
export function ShowAllButton({ lines, onShowAll }: ShowAllButtonProps) {
	const labels = useLabels();
	const reportTruncated = useContext(TruncatedTextsContext);
	useEffect(() => reportTruncated?.(), [reportTruncated]);
	const handleClick = ({ currentTarget }: MouseEvent<HTMLElement>) => {
		onShowAll();
		// The button disappears: move the focus to the text.
		currentTarget.parentElement?.querySelector<HTMLElement>("[tabindex]")?.focus({ preventScroll: true });
	};
	return (
		<button type="button" className="wsc-show-all" aria-expanded={false} onClick={handleClick}>
			{labels.showAllLines(lines)}
		</button>
	);
}

interface Truncation {
	/** Whether the user has chosen to see all of it. */
	readonly showsAll: boolean;
	/** The query of a match that a search shows in this row, lower case; empty for none. */
	readonly query: string;
	readonly showAll: () => void;
}

/** How much of a long text is shown. The choice is stored under `id`; without one it is lost on unmount. */
export function useTruncation(id: string | undefined): Truncation {
	const [showsAll, toggle] = useFold(id);
	const folds = useFoldStore(id);
	const read = () => folds.queryIn(id ?? "");
	const query = useSyncExternalStore(folds.subscribe, read, read);
	return { showsAll, query, showAll: toggle };
}

/** A range of lines, by index. */
export interface LineRange {
	readonly from: number;
	/** Exclusive. */
	readonly to: number;
}

/** A longer text is not shown whole for a search: the page would stall. */
const MAX_LINES_WITH_MATCH = 2_000;
/** Lines shown before and after the match in that case. */
const LINES_AROUND_MATCH = 100;

/**
 * The lines to show of a truncated text: the given range, unless only lines outside of it match the search.
 *
 * @param lines - Without style codes.
 * @param query - Lower case; empty for none.
 */
export function visibleLines(lines: readonly string[], range: LineRange, query: string): LineRange {
	const matches = (line: string) => line.toLowerCase().includes(query);
	if (query === "" || lines.slice(range.from, range.to).some(matches)) return range;
	const at = lines.findIndex(matches);
	if (at === -1) return range;
	if (lines.length <= MAX_LINES_WITH_MATCH) return { from: 0, to: lines.length };
	return { from: Math.max(0, at - LINES_AROUND_MATCH), to: Math.min(lines.length, at + LINES_AROUND_MATCH) };
}
