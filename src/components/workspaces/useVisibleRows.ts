"use client";

import { type RefObject, useEffect, useState } from "react";

/** The height of a row, in pixels: the list knows where each is without measuring it. */
export const ROW_PX = 64;

/** Rows that are rendered beyond those that are visible, on each side. */
const OVERSCAN = 8;
/** The range moves in steps, so that not each pixel of a scroll renders. */
const STEP = 4;
/** Before the height is known, and where there is none. */
const FIRST_ROWS = 24;

/** Which rows of a list are rendered: from the first to before the last. */
interface VisibleRows {
	readonly first: number;
	readonly last: number;
}

/** Follows which rows of a scrolled list are near what is visible. */
export function useVisibleRows(scroller: RefObject<HTMLElement | null>, count: number): VisibleRows {
	const [{ first, last }, setRange] = useState<VisibleRows>({ first: 0, last: FIRST_ROWS });
	useEffect(() => {
		const element = scroller.current;
		if (!element) return;
		const update = () => {
			const top = Math.floor(element.scrollTop / ROW_PX / STEP) * STEP;
			const height = element.clientHeight === 0 ? FIRST_ROWS : Math.ceil(element.clientHeight / ROW_PX) + STEP;
			const next = { first: Math.max(0, top - OVERSCAN), last: top + height + OVERSCAN };
			setRange((range) => (range.first === next.first && range.last === next.last ? range : next));
		};
		update();
		element.addEventListener("scroll", update, { passive: true });
		const observer = typeof ResizeObserver === "function" ? new ResizeObserver(update) : null;
		observer?.observe(element);
		return () => {
			element.removeEventListener("scroll", update);
			observer?.disconnect();
		};
	}, [scroller]);
	return { first: Math.min(first, Math.max(0, count - 1)), last: Math.min(last, count) };
}
