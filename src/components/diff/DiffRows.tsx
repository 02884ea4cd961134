"use client";
import { useMemo, useRef, useState } from "react";
import { ShowAll } from "../show-all/ShowAll.tsx";
import { DiffGap } from "./DiffGap.tsx";
import { DiffLine } from "./DiffLine.tsx";
import type { DiffRow } from "./diffRow.ts";
import { type DiffSection, foldRows } from "./foldRows.ts";
import { limitSections } from "./limitSections.ts";
import { pairRows } from "./pairRows.ts";
import type { DiffLayout } from "./useDiffLayout.ts";

export interface DiffRowsProps {
	readonly rows: readonly DiffRow[];
	readonly layout: DiffLayout | undefined;
}

const FIRST_ROWS = 200;

/** The lines of a diff, in a list that scrolls sideways by itself. */
export function DiffRows({ rows, layout = "unified" }: DiffRowsProps) {
	const list = useRef<HTMLOListElement>(null);
	const [showsAll, setShowsAll] = useState(false);
	const sections = useMemo(() => foldRows(layout === "split" ? pairRows(rows) : rows), [rows, layout]);
	const shown = useMemo(() => (showsAll ? sections : limitSections(sections, FIRST_ROWS)), [sections, showsAll]);
	// The button that was pressed goes away: the focus stays where the lines appear.
	const keepFocus = () => list.current?.focus({ preventScroll: true });
	if (rows.length === 0) return null;
	return (
		<>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard */}
			<ol ref={list} className="wsc-diff-lines" data-layout={layout} tabIndex={0} dir="ltr">
				{shown.map((section) => (
					<Section key={firstLineOf(section)} section={section} onExpand={keepFocus} />
				))}
			</ol>
			{shown === sections ? null : <ShowAll lines={rows.length} onShowAll={() => setShowsAll(true)} />}
		</>
	);
}

interface SectionProps {
	readonly section: DiffSection;
	readonly onExpand: () => void;
}

function Section({ section, onExpand }: SectionProps) {
	if (section.type === "gap") return <DiffGap rows={section.rows} onExpand={onExpand} />;
	return section.rows.map((row) => <DiffLine key={`${row.oldLine}:${row.newLine}`} row={row} />);
}

function firstLineOf({ rows: [first] }: DiffSection): string {
	return `${first?.oldLine}:${first?.newLine}`;
}
