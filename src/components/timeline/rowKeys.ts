"use client";

import { type FocusEvent, type KeyboardEvent, type RefObject, useRef } from "react";
import { isComposing } from "../../react/keyboard.ts";
import { repeatUntilStill } from "../primitives/repeatUntilStill.ts";
import { STICKY_HEADER_HEIGHT, type TimelineScrolling } from "./scrolling.ts";

type RowList = TimelineScrolling["virtualizer"];

const ROW = ".wsc-row";
/** What of a row receives the focus: the article, or the line that expands. Without one it is the row itself. */
const ROW_FOCUS = ".wsc-column :is(article, button, summary, a[href])";
const TABBABLE =
	'a[href], button, input, select, textarea, summary, audio[controls], video[controls], iframe, [tabindex="0"]';
/** Elements in which the arrow keys have no meaning of their own. */
const WITHOUT_ARROW_KEYS = `.wsc-scroller, ${ROW}, article, button, summary, a[href]`;

interface RowKeys {
	readonly handleKeyDown: (event: KeyboardEvent) => void;
	readonly handleFocus: (event: FocusEvent) => void;
	readonly handleBlur: (event: FocusEvent) => void;
	/** An element after the rows, from which Tab leads out of the list. */
	readonly endRef: RefObject<HTMLSpanElement | null>;
}

/**
 * Moves the focus between the rows of the timeline: the arrow keys from row to row, Home and End to the first and the last
 * one, Enter opens what a row hides. The list is one stop for Tab, and so is each row with the controls in it.
 */
export function useRowKeys(list: RowList): RowKeys {
	const endRef = useRef<HTMLSpanElement>(null);
	const lastRow = useRef<unknown>(null);
	const handleKeyDown = (event: KeyboardEvent) => {
		const { target, key } = event;
		if (event.defaultPrevented || isComposing(event) || event.altKey || event.ctrlKey || event.metaKey) return;
		if (!(target instanceof HTMLElement) || !list.scrollElement) return;
		const row = target.closest<HTMLElement>(ROW);
		if (key === "Tab") {
			handleTab(event, row, list.scrollElement, endRef.current);
			return;
		}
		if (!target.matches(WITHOUT_ARROW_KEYS) || event.shiftKey) return;
		if (key === "Enter") {
			if (row && (target === row || target.matches("article"))) expand(row);
			return;
		}
		const start = row ? indexOf(row) : indexOfKey(list, lastRow.current);
		const isOnRow = row !== null && (target === row || target === headOf(row));
		const next = isOnRow && continuesBeyondView(row, key, list) ? "scroll" : nextIndex(key, row, start, list);
		if (next === null) return;
		event.preventDefault();
		if (next === "scroll") return scrollWithin(row, key, list);
		lastRow.current = list.options.getItemKey(next);
		focusRow(next, list);
	};
	return { handleKeyDown, handleFocus, handleBlur, endRef };
}

/**
 * Marks the row that the keyboard is in. Not `:focus-within`: while the focus moves from one element of a row to another,
 * it matches neither, and what is only visible then could not receive the focus.
 */
function handleFocus({ target }: FocusEvent): void {
	if (target.matches(":focus-visible")) target.closest(ROW)?.setAttribute("data-focused", "true");
}

function handleBlur({ target, relatedTarget }: FocusEvent): void {
	const row = target.closest(ROW);
	if (relatedTarget instanceof Node && row?.contains(relatedTarget)) return;
	row?.removeAttribute("data-focused");
}

function headOf(row: HTMLElement): HTMLElement {
	return row.querySelector<HTMLElement>(ROW_FOCUS) ?? row;
}

function indexOf(row: HTMLElement): number {
	return Number(row.dataset.index);
}

/** The index of the row with this key, if it is in sight; else -1. */
function indexOfKey(list: RowList, key: unknown): number {
	const row = list.elementsCache.get(key as string);
	return row?.isConnected && isInSight(row, list) ? indexOf(row) : -1;
}

function viewOf(list: RowList): { readonly top: number; readonly bottom: number } {
	const box = list.scrollElement?.getBoundingClientRect();
	return { top: (box?.top ?? 0) + STICKY_HEADER_HEIGHT, bottom: box?.bottom ?? 0 };
}

function isInSight(row: Element, list: RowList): boolean {
	const [box, view] = [row.getBoundingClientRect(), viewOf(list)];
	return box.bottom > view.top && box.top < view.bottom;
}

/** Where a key leads to; null for other keys. */
function nextIndex(key: string, row: HTMLElement | null, start: number, list: RowList): number | null {
	const last = list.options.count - 1;
	if (last < 0) return null;
	// With the focus on the list itself these keys scroll, as they do elsewhere.
	if (key === "Home") return row ? 0 : null;
	if (key === "End") return row ? last : null;
	if (key !== "ArrowUp" && key !== "ArrowDown") return null;
	const inSight = [...list.elementsCache.values()]
		.filter((other) => other.isConnected && isInSight(other, list))
		.map(indexOf);
	if (start === -1) return key === "ArrowUp" ? Math.max(...inSight, 0) : Math.min(...inSight, last);
	if (!row) return start;
	return Math.min(last, Math.max(0, start + (key === "ArrowDown" ? 1 : -1)));
}

/** Whether there is more of a row that is taller than the view, so that an arrow key scrolls first. */
function continuesBeyondView(row: HTMLElement, key: string, list: RowList): boolean {
	const [box, view] = [row.getBoundingClientRect(), viewOf(list)];
	if (!isInSight(row, list) || (key !== "ArrowUp" && key !== "ArrowDown")) return false;
	return key === "ArrowDown"
		? box.bottom > view.bottom + 1
		: box.top < view.top - 1 && (list.scrollElement?.scrollTop ?? 0) > 0;
}

/** Scrolls by half a view at most, and not beyond the row. */
function scrollWithin(row: HTMLElement | null, key: string, list: RowList): void {
	if (!row) return;
	const [box, view] = [row.getBoundingClientRect(), viewOf(list)];
	const half = (view.bottom - view.top) / 2;
	list.scrollBy(key === "ArrowDown" ? Math.min(half, box.bottom - view.bottom) : Math.max(-half, box.top - view.top));
}

function focusRow(index: number, list: RowList): void {
	const focus = () => {
		const row = list.elementsCache.get(list.options.getItemKey(index));
		if (!row?.isConnected) return false;
		const part = row.querySelector<HTMLElement>(ROW_FOCUS);
		part?.focus({ preventScroll: true });
		if (!part || document.activeElement !== part) row.focus({ preventScroll: true });
		scrollIntoView(row, list);
		return true;
	};
	if (focus()) return;
	list.scrollToIndex(index, { align: "auto" });
	const done = new AbortController();
	void repeatUntilStill(() => {
		if (focus()) done.abort();
		return false;
	}, done.signal);
}

function scrollIntoView(row: HTMLElement, list: RowList): void {
	const [box, view] = [row.getBoundingClientRect(), viewOf(list)];
	const above = box.top - view.top;
	const below = box.bottom - view.bottom;
	if (above < 0) list.scrollBy(above);
	else if (below > 0) list.scrollBy(Math.min(below, above));
}

/** Opens, or closes again, the first thing in a row that can be opened. */
function expand(row: HTMLElement): void {
	row.querySelector<HTMLElement>(".wsc-column [aria-expanded], .wsc-column summary")?.click();
}

/** Keeps Tab within a row: after its last control it leaves the list, and before the first one it goes to the list. */
function handleTab(event: KeyboardEvent, row: HTMLElement | null, list: HTMLElement, end: HTMLElement | null): void {
	const { target } = event;
	// The browser moves the focus on from there.
	const leave = () => end?.focus({ preventScroll: true });
	const goBackTo = (element: HTMLElement) => {
		event.preventDefault();
		element.focus({ preventScroll: true });
	};
	if (!row && target === list && !event.shiftKey) leave();
	if (!row || !(target instanceof HTMLElement)) return;
	const controls = [...row.querySelectorAll<HTMLElement>(TABBABLE)].filter(isTabbable);
	const head = headOf(row);
	const follows = Node.DOCUMENT_POSITION_FOLLOWING;
	if (!event.shiftKey) {
		if (!controls.some((control) => target.compareDocumentPosition(control) & follows)) leave();
	} else if (target === head || target === row) {
		goBackTo(list);
	} else if (target === controls[0]) {
		goBackTo(head);
	}
}

function isTabbable(element: HTMLElement): boolean {
	if (element.tabIndex < 0 || element.matches(":disabled")) return false;
	return element.checkVisibility?.({ visibilityProperty: true }) ?? true;
}
