"use client";

import { type RefObject, useLayoutEffect, useRef } from "react";

/** Finds what takes the focus from a part that goes away. */
type FindFocusTarget = (part: HTMLElement) => HTMLElement | null | undefined;

/** Moves the focus out of a part, to where people write, else to the timeline: not for a finger, to which it would bring up the keyboard of a phone. */
export function moveFocusOutOf(part: HTMLElement | null, findHeir: FindFocusTarget = defaultFocusTarget): void {
	const focused = document.activeElement;
	if (part?.contains(focused) && hasKeyboardOrMouse(focused)) findHeir(part)?.focus({ preventScroll: true });
}

/** Whether somebody has a keyboard at hand: they used it last, or beside it the mouse. */
function hasKeyboardOrMouse(focused: Element | null): boolean {
	return focused?.matches(":focus-visible") || globalThis.matchMedia?.("(pointer: fine)").matches === true;
}

function defaultFocusTarget(part: HTMLElement): HTMLElement | null {
	const room = part.closest(".wsc-chat");
	return room?.querySelector<HTMLElement>(".wsc-input") ?? room?.querySelector<HTMLElement>(".wsc-scroller") ?? null;
}

/**
 * For a part that goes away when its button has done its work: the focus goes on to where people write, else to
 * the timeline, and does not start over at the top of the page; who clicked can type at once. Not for a finger: it would
 * bring up the keyboard of a phone.
 *
 * @param findHeir - Finds another place for it to go on to. The one of the first render is kept.
 * @example
 * return <section ref={useMoveFocusOnUnmount<HTMLElement>()}>…</section>;
 */
export function useMoveFocusOnUnmount<Part extends HTMLElement>(findHeir?: FindFocusTarget): RefObject<Part | null> {
	const ref = useRef<Part>(null);
	const find = useRef(findHeir);
	useLayoutEffect(() => {
		const part = ref.current;
		return () => moveFocusOutOf(part, find.current);
	}, []);
	return ref;
}
