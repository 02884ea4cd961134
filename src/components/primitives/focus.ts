"use client";

import { type RefObject, useLayoutEffect, useRef } from "react";

/** Finds the element that receives the focus when a part disappears; nothing for the default. */
type FindFocusTarget = (part: HTMLElement) => HTMLElement | null | undefined;

/**
 * Moves the focus out of a part, to the composer, else to the timeline. Not after a touch: it would open the virtual
 * keyboard.
 */
export function moveFocusOutOf(part: HTMLElement | null, findTarget?: FindFocusTarget): void {
	const focused = document.activeElement;
	if (!part?.contains(focused) || !hasKeyboardOrMouse(focused)) return;
	(findTarget?.(part) ?? findDefaultTarget(part))?.focus({ preventScroll: true });
}

/** Whether the user has a keyboard: they used it last, or they have a mouse. */
function hasKeyboardOrMouse(focused: Element | null): boolean {
	return focused?.matches(":focus-visible") || globalThis.matchMedia?.("(pointer: fine)").matches === true;
}

function findDefaultTarget(part: HTMLElement): HTMLElement | null {
	const chat = part.closest(".wsc-chat");
	return chat?.querySelector<HTMLElement>(".wsc-input") ?? chat?.querySelector<HTMLElement>(".wsc-scroller") ?? null;
}

/**
 * For a part that disappears when its button has done its work: moves the focus to the composer, else to the timeline,
 * so that the user can type at once and the focus does not fall back to the page. Not after a touch: it would open the
 * virtual keyboard.
 *
 * @param findTarget - Finds another target, or nothing. The function of the first render is used.
 * @example
 * return <section ref={useMoveFocusOnUnmount<HTMLElement>()}>…</section>;
 */
export function useMoveFocusOnUnmount<Part extends HTMLElement>(findTarget?: FindFocusTarget): RefObject<Part | null> {
	const ref = useRef<Part>(null);
	const find = useRef(findTarget);
	useLayoutEffect(() => {
		const part = ref.current;
		return () => moveFocusOutOf(part, find.current);
	}, []);
	return ref;
}

/** Where the focus may go: to the closest element around the part, or to the first one in that. Both are selectors. */
type FocusPlace = readonly [around: string, within?: string];

/**
 * For a part that another one replaces, such as a form that closes: when the part had the focus and has left the page, that
 * goes to the first of these places which is there by then, else to the composer or the timeline. Not after a touch.
 *
 * @param places - Those of the first render are used.
 * @example
 * const ref = useReturnFocus<HTMLFormElement>([".wsc-note", ".wsc-note-edit"], [".wsc-row"]);
 */
export function useReturnFocus<Part extends HTMLElement>(...places: readonly FocusPlace[]): RefObject<Part | null> {
	const ref = useRef<Part>(null);
	const given = useRef(places);
	useLayoutEffect(() => {
		const part = ref.current;
		return () => {
			const { activeElement } = document;
			if (!part?.contains(activeElement) || !hasKeyboardOrMouse(activeElement)) return;
			const around = given.current.map(([selector, within]) => [part.closest(selector), within] as const);
			const fallback = findDefaultTarget(part);
			// After the commit, which may add what is to have it.
			queueMicrotask(() => focusFirst([...around, [fallback, undefined]]));
		};
	}, []);
	return ref;
}

function focusFirst(places: readonly (readonly [around: Element | null, within: string | undefined])[]): void {
	for (const [around, within] of places) {
		const isLost = document.activeElement === null || document.activeElement === document.body;
		if (!isLost) return;
		const target = within === undefined ? around : around?.querySelector(within);
		if (target instanceof HTMLElement) target.focus({ preventScroll: true });
	}
}
