"use client";

import { type RefObject, useEffect } from "react";
import { repeatUntilStill } from "../primitives/repeatUntilStill.ts";
import { userScrollSignal } from "../primitives/userScroll.ts";
import { normalizeQuery } from "./findItems.ts";

/**
 * Highlights ranges under a name that the stylesheet knows, with the CSS Custom Highlight API. All workspaces of a page
 * share the names, so the returned function removes only these ranges.
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

/** Elements that are not visible, or not part of the item. */
const SKIPPED_ELEMENTS = ".wsc-hidden, .wsc-agent-head";
const INLINE_ELEMENTS = new Set([
	"A",
	"B",
	"BDI",
	"CODE",
	"DEL",
	"EM",
	// What a browser's translator puts around a text.
	"FONT",
	"I",
	"INS",
	"MARK",
	"S",
	"SPAN",
	"STRONG",
	"SUB",
	"SUP",
]);

/** The text nodes under an element, grouped by block: a match can span inline elements, but not blocks. */
function* textRuns(root: Element): Generator<readonly Text[]> {
	const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, acceptNode);
	let run: Text[] = [];
	let runBlock: Element | null = null;
	for (let node = walker.nextNode(); node; node = walker.nextNode()) {
		const block = node instanceof Text ? closestBlock(node) : null;
		if (block !== runBlock && !INLINE_ELEMENTS.has(node.nodeName)) {
			if (run.length > 0) yield run;
			run = [];
			runBlock = block;
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
 * The positions of a lower-case query in a text, ignoring case. The lower case of a text can be longer than the text, as
 * for `İ`; the positions are those in the text itself.
 */
function* matchPositions(text: string, query: string): Generator<readonly [from: number, to: number]> {
	const lower = text.toLowerCase();
	const spans = lower.length === text.length ? null : lowerCaseSpans(text);
	for (let at = lower.indexOf(query); at !== -1; at = lower.indexOf(query, at + query.length)) {
		const last = at + query.length - 1;
		yield spans ? [spans[at]?.from ?? 0, spans[last]?.to ?? 0] : [at, last + 1];
	}
}

interface CharacterSpan {
	readonly from: number;
	readonly to: number;
}

/** For each index in the lower case of a text, the span of the character in the text that it comes from. */
function lowerCaseSpans(text: string): readonly CharacterSpan[] {
	const spans: CharacterSpan[] = [];
	let from = 0;
	for (const character of text) {
		const span = { from, to: from + character.length };
		for (let index = 0; index < character.toLowerCase().length; index++) spans.push(span);
		from = span.to;
	}
	return spans;
}

/**
 * The ranges under an element that match a lower-case query, in document order. A match can span several inline
 * elements.
 */
export function* matchRanges(root: Element, query: string, limit = Number.POSITIVE_INFINITY): Generator<Range> {
	if (query === "") return;
	let count = 0;
	for (const run of textRuns(root)) {
		const text = run.map(({ data }) => data).join("");
		for (const [from, to] of matchPositions(text, query)) {
			if (count++ === limit) return;
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

/** Enough for a reader, and a limit for a single letter in a long output. */
const MAX_MATCHES_IN_ROW = 1_000;

/**
 * Highlights a query in the rows of a list until it is disposed, more strongly in the marked row. Rows are added, removed
 * and changed while the reader scrolls and items grow: changed rows are highlighted again before they are painted, and
 * then at most once per frame.
 */
class MatchHighlighter {
	readonly #list: Element;
	readonly #query: string;
	/** For each highlighted row, the function that removes its highlights. */
	readonly #highlighted = new Map<Element, () => void>();
	readonly #changed = new Set<Element>();
	readonly #observer = new MutationObserver((records) => this.#handleChange(records));
	#frame = 0;

	constructor(list: Element, query: string) {
		this.#list = list;
		this.#query = query;
		const attributeFilter = ["data-marked"];
		this.#observer.observe(list, { subtree: true, childList: true, characterData: true, attributeFilter });
		this.#update();
	}

	dispose(): void {
		this.#observer.disconnect();
		cancelAnimationFrame(this.#frame);
		for (const remove of this.#highlighted.values()) remove();
	}

	#handleChange(records: readonly MutationRecord[]): void {
		for (const { target } of records) this.#changed.add(closestRow(target) ?? this.#list);
		if (this.#frame !== 0) return;
		// Immediately: a text node that was replaced has lost its highlights and would flicker.
		this.#update();
		this.#frame = requestAnimationFrame(() => {
			this.#frame = 0;
			if (this.#changed.size > 0) this.#update();
		});
	}

	#update(): void {
		const rows = new Set(this.#list.querySelectorAll(".wsc-row"));
		for (const [row, remove] of this.#highlighted) {
			if (rows.has(row) && !this.#changed.has(row)) continue;
			remove();
			this.#highlighted.delete(row);
		}
		for (const row of rows) {
			if (!this.#highlighted.has(row)) this.#highlighted.set(row, highlightRow(row, this.#query));
		}
		this.#changed.clear();
	}
}

function highlightRow(row: Element, query: string): () => void {
	const ranges = [...matchRanges(row, query, MAX_MATCHES_IN_ROW)];
	return highlightRanges(row.hasAttribute("data-marked") ? "wsc-match-current" : "wsc-match", ranges);
}

function closestRow(node: Node): Element | null {
	return (node instanceof Element ? node : node.parentElement)?.closest(".wsc-row") ?? null;
}

/** If this many matches are hidden, the rest is assumed to be hidden, too. */
const MAX_RANGES_CHECKED = 100;
/** A match this close to an edge may be covered by something that floats there. */
const EDGE_MARGIN = 36;

/**
 * Scrolls a list, and the scrollable elements in it, until the first match in its marked row is visible: a row can be
 * taller than the list, and an output longer than its box. Waits until the list has scrolled to the row. Stops when the
 * signal aborts or the reader scrolls.
 */
async function scrollToMatch(list: Element, query: string, signal: AbortSignal): Promise<void> {
	const until = AbortSignal.any([signal, userScrollSignal(list, signal)]);
	let range: Range | null = null;
	let previousTop: number | null = null;
	const isStill = () => {
		range = firstVisibleMatch(list, query);
		const top = range?.getBoundingClientRect().top ?? null;
		const isSame = top !== null && top === previousTop;
		previousTop = top;
		return isSame;
	};
	await new Promise(requestAnimationFrame);
	await repeatUntilStill(isStill, until, () => range !== null && scrollIntoView(range, list));
}

function firstVisibleMatch(list: Element, query: string): Range | null {
	const row = list.querySelector(".wsc-row[data-marked]");
	if (row)
		for (const range of matchRanges(row, query, MAX_RANGES_CHECKED))
			if (range.getClientRects().length > 0) return range;
	return null;
}

/** Returns whether anything had to be scrolled. */
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
	const match = range.getBoundingClientRect();
	const edge = box.getBoundingClientRect();
	const { scrollTop, scrollLeft } = box;
	const margin = Math.min(EDGE_MARGIN, edge.height / 4);
	const isAbove = match.top < edge.top + margin;
	if (isAbove || match.bottom > edge.bottom - margin)
		box.scrollTop += distanceFromCenter(match.top, match.height, edge.top, edge.height);
	const isAside = match.left < edge.left || match.right > edge.right;
	if (isAside) box.scrollLeft += distanceFromCenter(match.left, match.width, edge.left, edge.width);
	// One pixel can be lost to rounding.
	return Math.abs(box.scrollTop - scrollTop) > 1 || Math.abs(box.scrollLeft - scrollLeft) > 1;
}

/** The distance from the centre of a range to the centre of its box. */
function distanceFromCenter(start: number, size: number, boxStart: number, boxSize: number): number {
	return start + size / 2 - (boxStart + boxSize / 2);
}

/**
 * Highlights a query in the rows of a list, and scrolls to the first match in the marked row. Without the CSS Custom
 * Highlight API only the row is marked.
 */
export function useMatchHighlights(list: RefObject<Element | null>, query: string, itemId: string | null): void {
	const normalized = supportsHighlights() ? normalizeQuery(query) : "";
	useEffect(() => {
		if (!list.current || normalized === "") return;
		const highlighter = new MatchHighlighter(list.current, normalized);
		return () => highlighter.dispose();
	}, [list, normalized]);
	useEffect(() => {
		if (!list.current || normalized === "" || itemId === null) return;
		const canceled = new AbortController();
		void scrollToMatch(list.current, normalized, canceled.signal);
		return () => canceled.abort();
	}, [list, normalized, itemId]);
}

function supportsHighlights(): boolean {
	return typeof CSS !== "undefined" && "highlights" in CSS;
}
