"use client";
import { memo } from "react";
import { revealDirectionOverrides } from "../text/revealDirectionOverrides.ts";
import type { DiffPart, DiffRow } from "./diffRow.ts";
import { placeStyle } from "./placeStyle.ts";

const TAGS = { context: "span", removed: "del", added: "ins" } as const;

/** A line of a diff. Its numbers and sign come from the stylesheet, so that selecting copies the line alone. */
export const DiffLine = memo(function DiffLine({ row }: { readonly row: DiffRow }) {
	return (
		<>
			{row.place !== undefined && row.type === "context" ? <OldSide row={row} /> : null}
			<Line row={row} />
		</>
	);
});

function Line({ row }: { readonly row: DiffRow }) {
	const Text = TAGS[row.type];
	return (
		<li className="wsc-diff-line" data-type={row.type} style={placeStyle(row)}>
			<LineNumber row={row} line={row.oldLine} spare={row.type !== "removed"} />
			<LineNumber row={row} line={row.newLine} spare={row.type === "removed"} />
			<Text className="wsc-diff-text">{row.parts.map(renderPart)}</Text>
		</li>
	);
}

/** An unchanged line once more, for the eye: it is neither read out nor copied a second time. */
function OldSide({ row }: { readonly row: DiffRow }) {
	return (
		<li className="wsc-diff-line" data-type="context" data-copy="" style={placeStyle(row)} aria-hidden="true">
			<LineNumber row={row} line={row.oldLine} />
			<span className="wsc-diff-text">{row.parts.map(renderPart)}</span>
		</li>
	);
}

interface LineNumberProps {
	readonly row: DiffRow;
	readonly line: number | undefined;
	/** Whether a narrow diff leaves it out. */
	readonly spare?: boolean | undefined;
}

function LineNumber({ row, line, spare }: LineNumberProps) {
	if (row.unnumbered) return null;
	return <span className="wsc-diff-number" data-line={line} data-spare={spare || undefined} />;
}

function renderPart({ text, changed }: DiffPart, index: number) {
	const shown = revealDirectionOverrides(text);
	return changed ? (
		<mark key={index} className="wsc-diff-word">
			{shown}
		</mark>
	) : (
		shown
	);
}
