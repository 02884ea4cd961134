"use client";

import { type MouseEvent, useSyncExternalStore } from "react";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useFold, useFoldStore } from "./Fold.tsx";

interface ShowAllButtonProps {
	/** How many lines there are in all. */
	readonly lines: number;
	readonly onShowAll: () => void;
}

/** The edge of a text that was cut because it is long: a button as wide as the text, which shows the rest. */
export function ShowAllButton({ lines, onShowAll }: ShowAllButtonProps) {
	const labels = useLabels();
	const handleClick = ({ currentTarget }: MouseEvent<HTMLElement>) => {
		onShowAll();
		// The button goes away: the focus stays at the text.
		currentTarget.parentElement?.querySelector<HTMLElement>("[tabindex]")?.focus({ preventScroll: true });
	};
	return (
		<button type="button" className="wsc-show-all" aria-expanded={false} onClick={handleClick}>
			{labels.showAllLines(lines)}
		</button>
	);
}

interface Truncation {
	/** Whether the reader has asked for all of it. */
	readonly showsAll: boolean;
	/** Words in small letters that a search shows in it, should it have them; empty for none. */
	readonly query: string;
	readonly showAll: () => void;
}

/** How much of a long text is shown. What is asked for is kept under `id`, or forgotten with the component without. */
export function useTruncation(id: string | undefined): Truncation {
	const [showsAll, toggle] = useFold(id);
	const folds = useFoldStore(id);
	const read = () => folds.queryIn(id ?? "");
	const query = useSyncExternalStore(folds.subscribe, read, read);
	return { showsAll, query, showAll: toggle };
}

/** Lines of a text, by their places. */
export interface LineRange {
	readonly from: number;
	/** The place after the last. */
	readonly to: number;
}

/** A longer text is not shown whole because words are looked for in it: the page would stall. */
const MAX_LINES_WITH_MATCH = 2_000;
/** So many are shown on either side of the words then. */
const LINES_AROUND_MATCH = 100;

/**
 * Which lines of a cut text are shown: those that are anyway, unless a search shows words that are in others only.
 *
 * @param lines - As they are read.
 * @param query - In small letters; empty for none.
 */
export function visibleLines(lines: readonly string[], cut: LineRange, query: string): LineRange {
	const matches = (line: string) => line.toLowerCase().includes(query);
	if (query === "" || lines.slice(cut.from, cut.to).some(matches)) return cut;
	const at = lines.findIndex(matches);
	if (at === -1) return cut;
	if (lines.length <= MAX_LINES_WITH_MATCH) return { from: 0, to: lines.length };
	return { from: Math.max(0, at - LINES_AROUND_MATCH), to: Math.min(lines.length, at + LINES_AROUND_MATCH) };
}
