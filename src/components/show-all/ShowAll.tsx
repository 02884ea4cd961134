"use client";
import { useLabels } from "../../react/labels/useLabels.ts";

export interface ShowAllProps {
	/** How many lines there are in all. */
	readonly lines: number;
	readonly onShowAll: () => void;
}

/** The edge of a text that was cut because it is long: a button as wide as the text, which shows the rest. */
export function ShowAll({ lines, onShowAll }: ShowAllProps) {
	const labels = useLabels();
	return (
		<button type="button" className="wsc-show-all" onClick={onShowAll}>
			{labels.showAllLines(lines)}
		</button>
	);
}
