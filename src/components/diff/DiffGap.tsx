"use client";
import { useState } from "react";
import { useLabels } from "../../react/labels/useLabels.ts";
import { DiffLine } from "./DiffLine.tsx";
import type { DiffRow } from "./diffRow.ts";
import { placeStyle } from "./placeStyle.ts";

export interface DiffGapProps {
	readonly rows: readonly DiffRow[];
	readonly onExpand: () => void;
}

/** Unchanged lines behind a button. */
export function DiffGap({ rows, onExpand }: DiffGapProps) {
	const labels = useLabels();
	const [isOpen, setIsOpen] = useState(false);
	const handleExpand = () => {
		setIsOpen(true);
		onExpand();
	};
	if (isOpen) return rows.map((row) => <DiffLine key={row.oldLine} row={row} />);
	return (
		<li className="wsc-diff-gap" style={placeStyle(rows[0])}>
			<button type="button" className="wsc-diff-gap-button" aria-expanded={false} onClick={handleExpand}>
				{labels.showUnchanged(rows.length)}
			</button>
		</li>
	);
}
