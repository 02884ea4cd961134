import { userScrollSignal } from "../timeline/readerMoves.ts";
import { matchRanges } from "./wordRanges.ts";

/** So many frames it may take until a row is there, its fold is open and what is in it is drawn. */
const MAX_FRAMES = 90;
/** Words that did not move for so many frames stay where they are. */
const STILL_FRAMES = 4;
/** Where so many are hidden, none is in sight. */
const MAX_RANGES_CHECKED = 100;
/** Words this close to an edge may lie under what floats there. */
const EDGE_MARGIN = 36;

/**
 * Scrolls a list, and the boxes in it, until the first of the words in its marked row are in sight: a row may be taller
 * than the list, and an output longer than its box. It waits for the list's own way to the row to end. The signal, and
 * whatever the reader does in the list, end it.
 */
export async function scrollToMatch(list: Element, words: string, signal: AbortSignal): Promise<void> {
	const until = AbortSignal.any([signal, userScrollSignal(list, signal)]);
	let place = 0;
	let still = 0;
	for (let frame = 0; frame < MAX_FRAMES && still < STILL_FRAMES; frame++) {
		await new Promise(requestAnimationFrame);
		if (until.aborted) return;
		const range = firstVisibleMatch(list, words);
		if (!range) continue;
		const { top } = range.getBoundingClientRect();
		still = top === place ? still + 1 : 0;
		place = top;
		if (still === STILL_FRAMES && scrollIntoView(range, list)) still = 0;
	}
}

function firstVisibleMatch(list: Element, words: string): Range | null {
	const row = list.querySelector(".wsc-row[data-marked]");
	if (row)
		for (const range of matchRanges(row, words, MAX_RANGES_CHECKED))
			if (range.getClientRects().length > 0) return range;
	return null;
}

/** Tells whether anything had to be moved. */
function scrollIntoView(range: Range, list: Element): boolean {
	let moved = false;
	for (let box = range.startContainer.parentElement; box; box = box.parentElement) {
		if (isScrollable(box)) moved = scrollBoxTo(range, box) || moved;
		if (box === list) break;
	}
	return moved;
}

function isScrollable(box: Element): boolean {
	if (box.scrollHeight <= box.clientHeight && box.scrollWidth <= box.clientWidth) return false;
	return /auto|scroll/.test(getComputedStyle(box).overflow);
}

function scrollBoxTo(range: Range, box: Element): boolean {
	const word = range.getBoundingClientRect();
	const edge = box.getBoundingClientRect();
	const { scrollTop, scrollLeft } = box;
	const margin = Math.min(EDGE_MARGIN, edge.height / 4);
	const isAbove = word.top < edge.top + margin;
	if (isAbove || word.bottom > edge.bottom - margin)
		box.scrollTop += distanceFromCenter(word.top, word.height, edge.top, edge.height);
	const isAside = word.left < edge.left || word.right > edge.right;
	if (isAside) box.scrollLeft += distanceFromCenter(word.left, word.width, edge.left, edge.width);
	// A pixel may be lost to rounding.
	return Math.abs(box.scrollTop - scrollTop) > 1 || Math.abs(box.scrollLeft - scrollLeft) > 1;
}

/** How far something lies from the middle of a box. */
function distanceFromCenter(start: number, size: number, boxStart: number, boxSize: number): number {
	return start + size / 2 - (boxStart + boxSize / 2);
}
