"use client";
import type { MouseEvent } from "react";
import { useLabels } from "../../react/labels/useLabels.ts";

export interface ShowAllButtonProps {
	/** How many lines there are in all. */
	readonly lines: number;
	readonly onShowAll: () => void;
}

/** The edge of a text that was cut because it is long: a button as wide as the text, which shows the rest. */
export function ShowAllButton({ lines, onShowAll }: ShowAllButtonProps) {
	const labels = useLabels();
	const handleClick = ({ currentTarget }: MouseEvent<HTMLElement>) => {
		onShowAll();
		// The button goes away: the focus stays at the text.
		currentTarget.parentElement?.querySelector<HTMLElement>("[tabindex]")?.focus({ preventScroll: true });
	};
	return (
		<button type="button" className="wsc-show-all" aria-expanded={false} onClick={handleClick}>
			{labels.showAllLines(lines)}
		</button>
	);
}
