"use client";
import { memo } from "react";
import { revealDirectionOverrides } from "../text/revealDirectionOverrides.ts";
import type { DiffPart, DiffRow } from "./diffRow.ts";
import { splitRowStyle } from "./placeStyle.ts";

const LINE_TAGS = { context: "span", removed: "del", added: "ins" } as const;

/** A line of a diff. Its numbers and sign come from the stylesheet, so that selecting copies the line alone. */
export const DiffLine = memo(function DiffLine({ row }: { readonly row: DiffRow }) {
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

/** An unchanged line once more, for the eye: it is neither read out nor copied a second time. */
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
	/** Whether a narrow diff leaves it out. */
	readonly hiddenWhenNarrow?: boolean | undefined;
}

function LineNumber({ row, line, hiddenWhenNarrow }: LineNumberProps) {
	if (row.unnumbered) return null;
	return <span className="wsc-diff-number" data-line={line} data-spare={hiddenWhenNarrow || undefined} />;
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
