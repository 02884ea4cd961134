"use client";
import { useMemo, useRef } from "react";
import { ShowAll } from "../show-all/ShowAll.tsx";
import { useCut } from "../show-all/useCut.ts";
import { DiffGap } from "./DiffGap.tsx";
import { DiffLine } from "./DiffLine.tsx";
import type { DiffRow } from "./diffRow.ts";
import { type DiffSection, foldRows } from "./foldRows.ts";
import { pairRows } from "./pairRows.ts";
import { sectionsToShow } from "./sectionsToShow.ts";
import type { DiffLayout } from "./useDiffLayout.ts";

export interface DiffRowsProps {
	readonly rows: readonly DiffRow[];
	readonly layout: DiffLayout | undefined;
	/** What the reader's choices are kept under. */
	readonly foldId: string | undefined;
}

const FIRST_ROWS = 200;

/** The lines of a diff, in a list that scrolls sideways by itself. */
export function DiffRows({ rows, layout = "unified", foldId }: DiffRowsProps) {
	const list = useRef<HTMLOListElement>(null);
	const { showsAll, words, showAll } = useCut(foldId);
	const placed = useMemo(() => (layout === "split" ? pairRows(rows) : rows), [rows, layout]);
	const sections = useMemo(() => foldRows(placed, words), [placed, words]);
	const most = showsAll ? Number.POSITIVE_INFINITY : FIRST_ROWS;
	const shown = useMemo(() => sectionsToShow(sections, most, words), [sections, most, words]);
	// The button that was pressed goes away: the focus stays where the lines appear.
	const keepFocus = () => list.current?.focus({ preventScroll: true });
	if (rows.length === 0) return null;
	return (
		<>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard */}
			<ol ref={list} className="wsc-diff-lines" data-layout={layout} tabIndex={0} dir="ltr">
				{shown.map((section) => (
					<Section key={firstLineOf(section)} section={section} foldId={foldId} onExpand={keepFocus} />
				))}
			</ol>
			{shown === sections ? null : <ShowAll lines={rows.length} onShowAll={showAll} />}
		</>
	);
}

interface SectionProps {
	readonly section: DiffSection;
	readonly foldId: string | undefined;
	readonly onExpand: () => void;
}

function Section({ section, foldId, onExpand }: SectionProps) {
	const gapId = foldId && `${foldId}/${firstLineOf(section)}`;
	if (section.type === "gap") return <DiffGap rows={section.rows} foldId={gapId} onExpand={onExpand} />;
	return section.rows.map((row) => <DiffLine key={`${row.oldLine}:${row.newLine}`} row={row} />);
}

function firstLineOf({ rows: [first] }: DiffSection): string {
	return `${first?.oldLine}:${first?.newLine}`;
}
