import type { Range, Virtualizer } from "@tanstack/react-virtual";

/** The browser scrolls before it asks for the next rows, so those of the next two frames are rendered, too. */
const FRAMES_AHEAD = 2;
/** After this time without scrolling the next scroll is a new one. */
const SCROLL_PAUSE_MS = 100;
/** What moves by more views at once is a jump to another place. */
const JUMP_VIEWS = 4;

/** Follows how far a list is scrolled from frame to frame, to render rows before they come into sight. */
export class ScrollAhead {
	#offset = 0;
	#at = Number.NEGATIVE_INFINITY;

	/** The range of visible rows, extended in the direction of the scroll by what it covers in the next frames. */
	extend(range: Range, list: Virtualizer<HTMLDivElement, HTMLDivElement>): Range {
		const offset = list.scrollOffset ?? 0;
		const height = list.scrollRect?.height ?? 0;
		const distance = offset - this.#offset;
		const now = performance.now();
		const isScroll = now - this.#at < SCROLL_PAUSE_MS && Math.abs(distance) <= JUMP_VIEWS * height;
		this.#offset = offset;
		this.#at = now;
		if (!isScroll) return range;
		const ahead = distance * FRAMES_AHEAD;
		const { measurementsCache: rows } = list;
		let { startIndex, endIndex } = range;
		while (ahead < 0 && startIndex > 0 && (rows[startIndex]?.start ?? 0) > offset + ahead) startIndex -= 1;
		const last = range.count - 1;
		while (ahead > 0 && endIndex < last && (rows[endIndex]?.end ?? 0) < offset + height + ahead) endIndex += 1;
		return { ...range, startIndex, endIndex };
	}
}
