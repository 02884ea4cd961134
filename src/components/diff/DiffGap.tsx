"use client";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useFold } from "../fold/useFold.ts";
import { DiffLine } from "./DiffLine.tsx";
import type { DiffRow } from "./diffRow.ts";
import { splitRowStyle } from "./placeStyle.ts";

export interface FoldedLinesProps {
	readonly rows: readonly DiffRow[];
	/** What the reader's choice is kept under. */
	readonly foldId: string | undefined;
	readonly onExpand: () => void;
}

/** Unchanged lines behind a button. */
export function FoldedLines({ rows, foldId, onExpand }: FoldedLinesProps) {
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
