"use client";

import { type RefObject, useEffect } from "react";
import { userScrollSignal } from "../primitives/userScroll.ts";
import { normalizeQuery } from "./findItems.ts";

/**
 * Draws ranges as the stylesheet says for a name, by the CSS Custom Highlight API. The rooms of a page share the names, so
 * each takes back its own ranges only: with what is returned.
 */
export function highlightRanges(name: string, ranges: readonly Range[]): () => void {
	if (ranges.length === 0) return () => {};
	const highlight = CSS.highlights.get(name) ?? new Highlight();
	CSS.highlights.set(name, highlight);
	for (const range of ranges) highlight.add(range);
	return () => {
		for (const range of ranges) highlight.delete(range);
		if (highlight.size === 0) CSS.highlights.delete(name);
	};
}

/** What is not seen, or is told of the row and not in it. */
const SKIPPED_ELEMENTS = ".wsc-hidden, .wsc-agent-head";
const INLINE_ELEMENTS = new Set([
	"A",
	"B",
	"BDI",
	"CODE",
	"DEL",
	"EM",
	"I",
	"INS",
	"MARK",
	"S",
	"SPAN",
	"STRONG",
	"SUB",
	"SUP",
]);

/** The texts under an element that are read in one go: those of a paragraph or a line, whatever stands out among them. */
function* textRuns(root: Element): Generator<readonly Text[]> {
	const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, acceptNode);
	let run: Text[] = [];
	let around: Element | null = null;
	for (let node = walker.nextNode(); node; node = walker.nextNode()) {
		const block = node instanceof Text ? closestBlock(node) : null;
		if (block !== around && !INLINE_ELEMENTS.has(node.nodeName)) {
			if (run.length > 0) yield run;
			run = [];
			around = block;
		}
		if (node instanceof Text) run.push(node);
	}
	if (run.length > 0) yield run;
}

function acceptNode(node: Node): number {
	return node instanceof Element && node.matches(SKIPPED_ELEMENTS)
		? NodeFilter.FILTER_REJECT
		: NodeFilter.FILTER_ACCEPT;
}

function closestBlock(text: Text): Element | null {
	let element = text.parentElement;
	while (element && INLINE_ELEMENTS.has(element.nodeName)) element = element.parentElement;
	return element;
}

/**
 * Where words in small letters stand in a text, one place after the other, as `from` and `to`. The lower case of a text
 * may be longer than it is, as that of `İ` is; the places are those in the text itself.
 */
function* matchPositions(text: string, words: string): Generator<readonly [from: number, to: number]> {
	const small = text.toLowerCase();
	const owners = small.length === text.length ? null : lowerCaseSpans(text);
	for (let at = small.indexOf(words); at !== -1; at = small.indexOf(words, at + words.length)) {
		const last = at + words.length - 1;
		yield owners ? [owners[at]?.from ?? 0, owners[last]?.to ?? 0] : [at, last + 1];
	}
}

interface CharacterSpan {
	readonly from: number;
	readonly to: number;
}

/** For each place in the lower case of a text the character of the text that it comes from. */
function lowerCaseSpans(text: string): readonly CharacterSpan[] {
	const owners: CharacterSpan[] = [];
	let from = 0;
	for (const character of text) {
		const owner = { from, to: from + character.length };
		for (let place = 0; place < character.toLowerCase().length; place++) owners.push(owner);
		from = owner.to;
	}
	return owners;
}

/**
 * The ranges under an element in which words in small letters are read, from the first on. Words may go over several
 * elements of one line.
 */
export function* matchRanges(root: Element, words: string, most = Number.POSITIVE_INFINITY): Generator<Range> {
	if (words === "") return;
	let count = 0;
	for (const run of textRuns(root)) {
		const text = run.map(({ data }) => data).join("");
		for (const [from, to] of matchPositions(text, words)) {
			if (count++ === most) return;
			yield rangeIn(run, from, to);
		}
	}
}

function rangeIn(run: readonly Text[], from: number, to: number): Range {
	const range = new Range();
	let start = 0;
	for (const text of run) {
		const end = start + text.length;
		if (from >= start && from < end) range.setStart(text, from - start);
		if (to > start && to <= end) range.setEnd(text, to - start);
		start = end;
	}
	return range;
}

/** More in one row tell nobody more, and a letter stands a hundred thousand times in a long output. */
const MAX_MATCHES_IN_ROW = 1_000;

/**
 * Marks words in the rows of a list until it is ended, those of the marked row more strongly. Rows come and go, and some
 * grow: those that change are read again, before they are painted and then once per frame at most.
 */
function highlightMatches(list: Element, words: string): () => void {
	const drawn = new Map<Element, () => void>();
	const changed = new Set<Element>();
	let frame = 0;

	function draw() {
		const rows = new Set(list.querySelectorAll(".wsc-row"));
		for (const [row, erase] of drawn) {
			if (rows.has(row) && !changed.has(row)) continue;
			erase();
			drawn.delete(row);
		}
		for (const row of rows) if (!drawn.has(row)) drawn.set(row, highlightRow(row, words));
		changed.clear();
	}
	function handleFrame() {
		frame = 0;
		if (changed.size > 0) draw();
	}
	function handleChange(records: readonly MutationRecord[]) {
		for (const { target } of records) changed.add(closestRow(target) ?? list);
		if (frame !== 0) return;
		// At once: a text that was replaced has lost its marks, and would flicker.
		draw();
		frame = requestAnimationFrame(handleFrame);
	}

	const observer = new MutationObserver(handleChange);
	const attributeFilter = ["data-marked"];
	observer.observe(list, { subtree: true, childList: true, characterData: true, attributeFilter });
	draw();
	return () => {
		observer.disconnect();
		cancelAnimationFrame(frame);
		for (const erase of drawn.values()) erase();
	};
}

function highlightRow(row: Element, words: string): () => void {
	const ranges = [...matchRanges(row, words, MAX_MATCHES_IN_ROW)];
	return highlightRanges(row.hasAttribute("data-marked") ? "wsc-found-current" : "wsc-found", ranges);
}

function closestRow(node: Node): Element | null {
	return (node instanceof Element ? node : node.parentElement)?.closest(".wsc-row") ?? null;
}

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
async function scrollToMatch(list: Element, words: string, signal: AbortSignal): Promise<void> {
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

/**
 * Marks what is looked for in the rows of a list, and shows the first place in the row that is marked. Where the browser
 * has no CSS Custom Highlight API, the row alone is marked.
 */
export function useMatchHighlights(list: RefObject<Element | null>, query: string, itemId: string | null): void {
	const words = supportsHighlights() ? normalizeQuery(query) : "";
	useEffect(() => {
		if (list.current && words !== "") return highlightMatches(list.current, words);
	}, [list, words]);
	useEffect(() => {
		if (!list.current || words === "" || itemId === null) return;
		const gone = new AbortController();
		void scrollToMatch(list.current, words, gone.signal);
		return () => gone.abort();
	}, [list, words, itemId]);
}

function supportsHighlights(): boolean {
	return typeof CSS !== "undefined" && "highlights" in CSS;
}
