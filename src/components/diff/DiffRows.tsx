"use client";

import { type ClipboardEvent, type CSSProperties, memo, type ReactNode, useMemo, useRef } from "react";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import type { CodeLine } from "../highlight/codeTokens.ts";
import type { LanguageName } from "../highlight/languages.ts";
import { useFold } from "../primitives/Fold.tsx";
import { ShowAllButton, useTruncation } from "../primitives/ShowAllButton.tsx";
import { AddNoteButton } from "./AddNoteButton.tsx";
import { assignSplitRows, type DiffRow } from "./computeDiff.ts";
import type { DiffLayout } from "./DiffHeader.tsx";
import { type DiffSection, foldUnchangedRows, visibleSections } from "./diffSections.ts";
import { areTokensOf, type ColoredPiece, colorPieces, pieceLength, useDiffTokens } from "./diffTokens.ts";
import type { DiffLineNotes } from "./lineNotes.ts";
import { controlNames, endingMark, type VisiblePart, type VisiblePiece, visibleParts } from "./visibleText.ts";

/** The grid row in the split layout. Only the stylesheet knows whether there is room for it. */
function splitRowStyle(row: DiffRow | undefined): CSSProperties | undefined {
	return row?.splitRow === undefined ? undefined : ({ "--_place": row.splitRow } as CSSProperties);
}

const LINE_TAGS = { context: "span", removed: "del", added: "ins" } as const;

/** A line of a diff. The stylesheet draws its numbers and sign; `handleCopy` copies signs where lines of a diff are copied. */
const DiffLine = memo(function DiffLine(props: DiffLineProps) {
	const { row } = props;
	return (
		<>
			{row.splitRow !== undefined && row.type === "context" ? <UnchangedOldLine {...props} /> : null}
			<DiffLineRow {...props} />
		</>
	);
});

interface DiffLineProps {
	readonly row: DiffRow;
	readonly tokens: CodeLine | undefined;
	/** What is below it, such as notes. */
	readonly below: ReactNode;
}

function DiffLineRow({ row, tokens, below }: DiffLineProps) {
	const Text = LINE_TAGS[row.type];
	return (
		<li className="wsc-diff-line" data-type={row.type} data-note-line={noteLineOf(row)} style={splitRowStyle(row)}>
			<LineNumber row={row} line={row.oldLine} hiddenWhenNarrow={row.type !== "removed"} />
			<LineNumber row={row} line={row.newLine} hiddenWhenNarrow={row.type === "removed"} />
			<Text className="wsc-diff-text">{renderLine(row, tokens)}</Text>
			{below !== undefined && (
				<div className="wsc-diff-note" dir="auto" translate="yes">
					{below}
				</div>
			)}
		</li>
	);
}

/** The line of the new text that notes can be about; undefined for a removed one, and where the place in the file is not known. */
function noteLineOf({ newLine, unnumbered }: DiffRow): number | undefined {
	return unnumbered ? undefined : newLine;
}

/** An unchanged line on the old side. It is hidden from assistive technology and selection, which have it already. */
function UnchangedOldLine({ row, tokens }: DiffLineProps) {
	return (
		<li className="wsc-diff-line" data-type="context" data-copy="" style={splitRowStyle(row)} aria-hidden="true">
			<LineNumber row={row} line={row.oldLine} />
			<span className="wsc-diff-text">{renderLine(row, tokens)}</span>
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

/** A line without marks and colours needs no elements of its own, and a diff has thousands of lines. */
function renderLine(row: DiffRow, tokens: CodeLine | undefined) {
	const parts = visibleParts(row);
	const [only] = parts;
	const colors = tokens && areTokensOf(tokens, row) ? tokens : undefined;
	const text = parts.length === 1 && only && !only.changed && !colors ? plainText(only.pieces) : undefined;
	if (text !== undefined && row.ending === undefined) return text;
	return (
		<>
			{text === undefined ? renderParts(parts, colors) : <span>{text}</span>}
			{row.ending !== undefined && <LineEnd row={row} />}
		</>
	);
}

/** Undefined if something in it is marked. */
function plainText(pieces: readonly VisiblePiece[]): string | undefined {
	const [only] = pieces;
	return pieces.length === 1 && only?.stands === undefined ? only?.text : undefined;
}

/** Changed words have no colours of their own: on the mark, the colours of code would be hard to read. */
function renderParts(parts: readonly VisiblePart[], tokens: CodeLine | undefined) {
	let offset = 0;
	return parts.map(({ pieces, changed }, index) => {
		const start = offset;
		offset += pieces.reduce((length, piece) => length + pieceLength(piece), 0);
		const Part = changed ? "mark" : "span";
		const colored = tokens && !changed ? colorPieces(pieces, tokens, start) : undefined;
		return (
			// biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity but their position
			<Part key={index} className={changed ? "wsc-diff-word" : undefined}>
				{colored ? colored.map(renderPiece) : (plainText(pieces) ?? pieces.map(renderPiece))}
			</Part>
		);
	});
}

function renderPiece({ text, stands, kind }: VisiblePiece & Partial<ColoredPiece>, index: number) {
	if (stands !== undefined) return <HiddenMark key={index} text={text} stands={stands} />;
	return (
		<span key={index} className={kind ? "wsc-token" : undefined} data-code={kind ?? undefined}>
			{text}
		</span>
	);
}

/** What is shown for text that cannot be seen. The stylesheet draws control characters by their names. */
function HiddenMark({ text, stands }: { readonly text: string; readonly stands: string }) {
	return (
		<span className="wsc-diff-hidden" data-stands={stands} data-name={controlNames(text)}>
			{text}
		</span>
	);
}

/** What ends a line, where that is not as everywhere else in the diff. */
function LineEnd({ row }: { readonly row: DiffRow }) {
	const labels = useLabels();
	if (row.ending !== "") return <HiddenMark text={endingMark(row.ending)} stands="" />;
	return (
		<span className="wsc-diff-end" data-stands="">
			{row.unnumbered ? labels.noFinalNewline.part : labels.noFinalNewline.file}
		</span>
	);
}

const COPIED_SIGNS: Readonly<Record<string, string>> = { context: " ", removed: "-", added: "+" };

/** Copies several lines with their signs, and all lines as they are in the file. */
function handleCopy(event: ClipboardEvent<HTMLElement>): void {
	if (event.target instanceof Element && event.target.closest(".wsc-diff-note")) return;
	const selection = event.currentTarget.ownerDocument.getSelection();
	if (!selection || selection.rangeCount === 0) return;
	const range = selection.getRangeAt(0);
	const lines = [...event.currentTarget.querySelectorAll<HTMLElement>(".wsc-diff-line:not([data-copy])")];
	const selected = lines.filter((line) => range.intersectsNode(line));
	// Something around the diff is selected, too: leave it to the browser.
	if (selected.length === 0 || !event.currentTarget.contains(range.commonAncestorContainer)) return;
	const signed = selected.length > 1;
	const text = selected.map(
		(line) => (signed ? COPIED_SIGNS[line.dataset.type ?? ""] : "") + selectedText(line, range),
	);
	event.clipboardData.setData("text/plain", text.join("\n"));
	event.preventDefault();
}

/** The selected text of a line as it is in the file: without marks for what is hidden. */
function selectedText(line: HTMLElement, range: Range): string {
	const inner = line.ownerDocument.createRange();
	inner.selectNodeContents(line.querySelector(".wsc-diff-text") ?? line);
	if (inner.comparePoint(range.startContainer, range.startOffset) === 0) {
		inner.setStart(range.startContainer, range.startOffset);
	}
	if (inner.comparePoint(range.endContainer, range.endOffset) === 0) {
		inner.setEnd(range.endContainer, range.endOffset);
	}
	const copy = inner.cloneContents();
	for (const mark of copy.querySelectorAll<HTMLElement>("[data-stands]")) {
		mark.replaceWith(mark.dataset.stands ?? "");
	}
	return copy.textContent ?? "";
}

interface FoldedLinesProps {
	readonly rows: readonly DiffRow[];
	/** The key that the user's choice is stored under. */
	readonly foldId: string | undefined;
	readonly renderRow: RenderRow;
	readonly onExpand: () => void;
}

/** Renders a line with what belongs to it. */
type RenderRow = (row: DiffRow) => ReactNode;

/** Unchanged lines, folded behind a button. */
function FoldedLines({ rows, foldId, renderRow, onExpand }: FoldedLinesProps) {
	const labels = useLabels();
	const [isOpen, toggle] = useFold(foldId);
	const handleExpand = () => {
		toggle();
		onExpand();
	};
	if (isOpen) return rows.map(renderRow);
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
	/** The language of the file; undefined if it is not known. */
	readonly language: LanguageName | undefined;
	/** The prefix of the keys that the user's choices are stored under. */
	readonly foldId: string | undefined;
	readonly notes: DiffLineNotes | undefined;
}

const NO_NOTES: DiffLineNotes["below"] = new Map();

const MAX_INITIAL_ROWS = 200;

/** The lines of a diff, in a list that scrolls horizontally. */
export function DiffRows({ rows, layout = "unified", language, foldId, notes }: DiffRowsProps) {
	const list = useRef<HTMLOListElement>(null);
	const { showsAll, query, showAll } = useTruncation(foldId);
	const placed = useMemo(() => (layout === "split" ? assignSplitRows(rows) : rows), [rows, layout]);
	const below = notes?.below ?? NO_NOTES;
	const notedLines = [...below.keys()].sort((one, other) => one - other).join();
	const sections = useMemo(() => {
		const noted = new Set(notedLines.split(",").map(Number));
		return foldUnchangedRows(placed, query, (line) => noted.has(line));
	}, [placed, query, notedLines]);
	const tokensOf = useDiffTokens(rows, language);
	const limit = showsAll ? Number.POSITIVE_INFINITY : MAX_INITIAL_ROWS;
	const shown = useMemo(() => visibleSections(sections, limit, query), [sections, limit, query]);
	const isNumbered = rows.some((row) => noteLineOf(row) !== undefined);
	const renderRow: RenderRow = (row) => {
		const line = noteLineOf(row);
		const ofLine = line === undefined ? undefined : below.get(line);
		return <DiffLine key={`${row.oldLine}:${row.newLine}`} row={row} tokens={tokensOf(row)} below={ofLine} />;
	};
	// The pressed button disappears: move the focus to the list.
	const keepFocus = () => list.current?.focus({ preventScroll: true });
	if (rows.length === 0) return <NotesElsewhere below={below} shown={[]} />;
	return (
		<>
			<div className="wsc-diff-body">
				<ol
					ref={list}
					className="wsc-diff-lines"
					data-layout={layout}
					data-one-sided={rows.every(({ type }) => type === rows[0]?.type && type !== "context") || undefined}
					// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
					tabIndex={0}
					dir="ltr"
					translate="no"
					onCopy={handleCopy}
				>
					{shown.map((section) => (
						<DiffSectionRows
							key={sectionKey(section)}
							section={section}
							foldId={foldId}
							renderRow={renderRow}
							onExpand={keepFocus}
						/>
					))}
				</ol>
				{notes?.onAdd && isNumbered && <AddNoteButton list={list} onAdd={notes.onAdd} />}
			</div>
			{shown === sections ? null : <ShowAllButton lines={rows.length} onShowAll={showAll} />}
			<NotesElsewhere below={below} shown={shown.flatMap(({ rows: some }) => some)} />
		</>
	);
}

interface NotesElsewhereProps {
	readonly below: DiffLineNotes["below"];
	readonly shown: readonly DiffRow[];
}

/** What belongs to lines that are not shown: behind the first lines of a long diff, or of an earlier state of the file. */
export function NotesElsewhere({ below, shown }: NotesElsewhereProps) {
	const labels = useLabels();
	if (below.size === 0) return null;
	const shownLines = new Set(shown.map(noteLineOf));
	return [...below]
		.filter(([line]) => !shownLines.has(line))
		.map(([line, notes]) => (
			<div key={line} className="wsc-diff-note">
				<p className="wsc-faint">{labels.diffLine(line)}</p>
				{notes}
			</div>
		));
}

interface DiffSectionRowsProps {
	readonly section: DiffSection;
	readonly foldId: string | undefined;
	readonly renderRow: RenderRow;
	readonly onExpand: () => void;
}

function DiffSectionRows({ section, foldId, renderRow, onExpand }: DiffSectionRowsProps) {
	const gapId = foldId && `${foldId}/${sectionKey(section)}`;
	if (section.type === "gap")
		return <FoldedLines rows={section.rows} foldId={gapId} renderRow={renderRow} onExpand={onExpand} />;
	return section.rows.map(renderRow);
}

function sectionKey({ rows: [first] }: DiffSection): string {
	return `${first?.oldLine}:${first?.newLine}`;
}
