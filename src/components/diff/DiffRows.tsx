"use client";

import { type CSSProperties, memo, useMemo, useRef } from "react";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { revealDirectionOverrides } from "../primitives/displayText.ts";
import { useFold } from "../primitives/Fold.tsx";
import { ShowAllButton, useTruncation } from "../primitives/ShowAllButton.tsx";
import { assignSplitRows, type DiffPart, type DiffRow } from "./computeDiff.ts";
import type { DiffLayout } from "./DiffHeader.tsx";
import { type DiffSection, foldUnchangedRows, visibleSections } from "./diffSections.ts";

/** The grid row in the split layout. Only the stylesheet knows whether there is room for it. */
function splitRowStyle(row: DiffRow | undefined): CSSProperties | undefined {
	return row?.splitRow === undefined ? undefined : ({ "--_place": row.splitRow } as CSSProperties);
}

const LINE_TAGS = { context: "span", removed: "del", added: "ins" } as const;

/** A line of a diff. The stylesheet draws its numbers and sign, so that a selection copies the line only. */
const DiffLine = memo(function DiffLine({ row }: { readonly row: DiffRow }) {
	return (
		<>
			{row.splitRow !== undefined && row.type === "context" ? <UnchangedOldLine row={row} /> : null}
			<DiffLineRow row={row} />
		</>
	);
});

function DiffLineRow({ row }: { readonly row: DiffRow }) {
	const Text = LINE_TAGS[row.type];
	return (
		<li className="wsc-diff-line" data-type={row.type} style={splitRowStyle(row)}>
			<LineNumber row={row} line={row.oldLine} hiddenWhenNarrow={row.type !== "removed"} />
			<LineNumber row={row} line={row.newLine} hiddenWhenNarrow={row.type === "removed"} />
			<Text className="wsc-diff-text">{row.parts.map(renderLinePart)}</Text>
		</li>
	);
}

/** An unchanged line on the old side. It is hidden from assistive technology and selection, which have it already. */
function UnchangedOldLine({ row }: { readonly row: DiffRow }) {
	return (
		<li className="wsc-diff-line" data-type="context" data-copy="" style={splitRowStyle(row)} aria-hidden="true">
			<LineNumber row={row} line={row.oldLine} />
			<span className="wsc-diff-text">{row.parts.map(renderLinePart)}</span>
		</li>
	);
}

interface LineNumberProps {
	readonly row: DiffRow;
	readonly line: number | undefined;
	/** Whether it is hidden where there is room for one number only. */
	readonly hiddenWhenNarrow?: boolean | undefined;
}

function LineNumber({ row, line, hiddenWhenNarrow }: LineNumberProps) {
	if (row.unnumbered) return null;
	return <span className="wsc-diff-number" data-line={line} data-hidden-when-narrow={hiddenWhenNarrow || undefined} />;
}

function renderLinePart({ text, changed }: DiffPart, index: number) {
	const shown = revealDirectionOverrides(text);
	return changed ? (
		<mark key={index} className="wsc-diff-word">
			{shown}
		</mark>
	) : (
		shown
	);
}

interface FoldedLinesProps {
	readonly rows: readonly DiffRow[];
	/** The key that the user's choice is stored under. */
	readonly foldId: string | undefined;
	readonly onExpand: () => void;
}

/** Unchanged lines, folded behind a button. */
function FoldedLines({ rows, foldId, onExpand }: FoldedLinesProps) {
	const labels = useLabels();
	const [isOpen, toggle] = useFold(foldId);
	const handleExpand = () => {
		toggle();
		onExpand();
	};
	if (isOpen) return rows.map((row) => <DiffLine key={row.oldLine} row={row} />);
	return (
		<li className="wsc-diff-gap" style={splitRowStyle(rows[0])}>
			<button type="button" className="wsc-diff-gap-button" aria-expanded={false} onClick={handleExpand}>
				{labels.showUnchanged(rows.length)}
			</button>
		</li>
	);
}

interface DiffRowsProps {
	readonly rows: readonly DiffRow[];
	readonly layout: DiffLayout | undefined;
	/** The prefix of the keys that the user's choices are stored under. */
	readonly foldId: string | undefined;
}

const MAX_INITIAL_ROWS = 200;

/** The lines of a diff, in a list that scrolls horizontally. */
export function DiffRows({ rows, layout = "unified", foldId }: DiffRowsProps) {
	const list = useRef<HTMLOListElement>(null);
	const { showsAll, query, showAll } = useTruncation(foldId);
	const placed = useMemo(() => (layout === "split" ? assignSplitRows(rows) : rows), [rows, layout]);
	const sections = useMemo(() => foldUnchangedRows(placed, query), [placed, query]);
	const limit = showsAll ? Number.POSITIVE_INFINITY : MAX_INITIAL_ROWS;
	const shown = useMemo(() => visibleSections(sections, limit, query), [sections, limit, query]);
	// The pressed button disappears: move the focus to the list.
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
