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
			<span
				className="wsc-diff-number"
				data-line={row.oldLine}
				data-spare={row.type === "removed" ? undefined : true}
			/>
			<span className="wsc-diff-number" data-line={row.newLine} data-spare={row.type === "removed" || undefined} />
			<Text className="wsc-diff-text">{row.parts.map(renderPart)}</Text>
		</li>
	);
}

/** An unchanged line once more, for the eye: it is neither read out nor copied a second time. */
function OldSide({ row }: { readonly row: DiffRow }) {
	return (
		<li className="wsc-diff-line" data-type="context" data-copy="" style={placeStyle(row)} aria-hidden="true">
			<span className="wsc-diff-number" data-line={row.oldLine} />
			<span className="wsc-diff-text">{row.parts.map(renderPart)}</span>
		</li>
	);
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
