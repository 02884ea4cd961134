"use client";
import { useMemo, useRef } from "react";
import { ShowAllButton } from "../show-all/ShowAll.tsx";
import { useTruncation } from "../show-all/useCut.ts";
import { FoldedLines } from "./DiffGap.tsx";
import { DiffLine } from "./DiffLine.tsx";
import type { DiffRow } from "./diffRow.ts";
import { type DiffSection, foldUnchangedRows } from "./foldRows.ts";
import { assignSplitRows } from "./pairRows.ts";
import { visibleSections } from "./sectionsToShow.ts";
import type { DiffLayout } from "./useDiffLayout.ts";

export interface DiffRowsProps {
	readonly rows: readonly DiffRow[];
	readonly layout: DiffLayout | undefined;
	/** What the reader's choices are kept under. */
	readonly foldId: string | undefined;
}

const MAX_INITIAL_ROWS = 200;

/** The lines of a diff, in a list that scrolls sideways by itself. */
export function DiffRows({ rows, layout = "unified", foldId }: DiffRowsProps) {
	const list = useRef<HTMLOListElement>(null);
	const { showsAll, query, showAll } = useTruncation(foldId);
	const placed = useMemo(() => (layout === "split" ? assignSplitRows(rows) : rows), [rows, layout]);
	const sections = useMemo(() => foldUnchangedRows(placed, query), [placed, query]);
	const most = showsAll ? Number.POSITIVE_INFINITY : MAX_INITIAL_ROWS;
	const shown = useMemo(() => visibleSections(sections, most, query), [sections, most, query]);
	// The button that was pressed goes away: the focus stays where the lines appear.
	const keepFocus = () => list.current?.focus({ preventScroll: true });
	if (rows.length === 0) return null;
	return (
		<>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard */}
			<ol ref={list} className="wsc-diff-lines" data-layout={layout} tabIndex={0} dir="ltr">
				{shown.map((section) => (
					<DiffSectionRows key={sectionKey(section)} section={section} foldId={foldId} onExpand={keepFocus} />
				))}
			</ol>
			{shown === sections ? null : <ShowAllButton lines={rows.length} onShowAll={showAll} />}
		</>
	);
}

interface DiffSectionRowsProps {
	readonly section: DiffSection;
	readonly foldId: string | undefined;
	readonly onExpand: () => void;
}

function DiffSectionRows({ section, foldId, onExpand }: DiffSectionRowsProps) {
	const gapId = foldId && `${foldId}/${sectionKey(section)}`;
	if (section.type === "gap") return <FoldedLines rows={section.rows} foldId={gapId} onExpand={onExpand} />;
	return section.rows.map((row) => <DiffLine key={`${row.oldLine}:${row.newLine}`} row={row} />);
}

function sectionKey({ rows: [first] }: DiffSection): string {
	return `${first?.oldLine}:${first?.newLine}`;
}
