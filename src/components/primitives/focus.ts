"use client";

import { type RefObject, useLayoutEffect, useRef } from "react";
import { isComposing } from "../../react/keyboard.ts";

/**
 * Finds the element that receives the focus when a part disappears; nothing for the default.
 *
 * @param isTyping - Whether somebody was typing in the part.
 */
type FindFocusTarget = (part: HTMLElement, isTyping: boolean) => HTMLElement | null | undefined;

/**
 * Moves the focus out of a part, to the composer, else to the timeline. Not after a touch: it would open the virtual
 * keyboard.
 */
export function moveFocusOutOf(part: HTMLElement | null): void {
	moveFocus(part, false, undefined);
}

function moveFocus(part: HTMLElement | null, isTyping: boolean, findTarget: FindFocusTarget | undefined): void {
	const focused = document.activeElement;
	if (!part?.contains(focused) || !hasKeyboardOrMouse(focused)) return;
	(findTarget?.(part, isTyping) ?? findDefaultTarget(part, isTyping))?.focus({ preventScroll: true });
}

/** Whether the user has a keyboard: they used it last, or they have a mouse. */
function hasKeyboardOrMouse(focused: Element | null): boolean {
	return focused?.matches(":focus-visible") || globalThis.matchMedia?.("(pointer: fine)").matches === true;
}

const inChat = (part: HTMLElement, selector: string) => part.closest(".wsc-chat")?.querySelector<HTMLElement>(selector);

/** The text field of the composer around a part. */
export function findComposerField(part: HTMLElement): HTMLElement | null | undefined {
	return inChat(part, ".wsc-input");
}

/**
 * The composer, else the timeline. The timeline for somebody whose field goes away while they type in it: the next keys
 * would go on in the composer, and Enter would send them to the agent.
 */
function findDefaultTarget(part: HTMLElement, isTyping: boolean): HTMLElement | null | undefined {
	const timeline = inChat(part, ".wsc-scroller");
	return isTyping ? timeline : (findComposerField(part) ?? timeline);
}

const TEXT_FIELDS = "textarea, input:not([type=checkbox], [type=radio], [type=range], [type=file])";

/**
 * Follows the keys in a part. The returned function says whether somebody is typing in it: from the moment they are in a
 * text field, until Enter or Escape ends that.
 */
function followTyping(part: HTMLElement | null): () => boolean {
	let hasEnded = false;
	part?.addEventListener("focusin", () => {
		hasEnded = false;
	});
	part?.addEventListener("keydown", (event) => {
		if (isComposing(event) || MODIFIERS.has(event.key)) return;
		hasEnded = (event.key === "Enter" && !event.shiftKey) || event.key === "Escape";
	});
	return () => !hasEnded && document.activeElement?.matches(TEXT_FIELDS) === true;
}

const MODIFIERS = new Set(["Alt", "Control", "Meta", "Shift"]);

/**
 * For a part that disappears when its button has done its work: moves the focus to the composer, else to the timeline,
 * so that the user can type at once and the focus does not fall back to the page. Not after a touch: it would open the
 * virtual keyboard. To the timeline while somebody types in the part.
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
		const isTyping = followTyping(part);
		return () => moveFocus(part, isTyping(), find.current);
	}, []);
	return ref;
}

/** Where the focus may go: to the closest element around the part, or to the first one in that. Both are selectors. */
type FocusPlace = readonly [around: string, within?: string];

/**
 * For a part that another one replaces, such as a form that closes: when the part had the focus and has left the page, that
 * goes to the first of these places which is there by then, else to the composer or the timeline. Not after a touch, and to
 * no button while somebody types in the part.
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
		const isTyping = followTyping(part);
		return () => {
			const { activeElement } = document;
			if (!part?.contains(activeElement) || !hasKeyboardOrMouse(activeElement)) return;
			const wasTyping = isTyping();
			// The next keys of somebody who was typing must press no button.
			const around = given.current.map(
				([selector, within]) => [part.closest(selector), wasTyping ? undefined : within] as const,
			);
			const fallback = findDefaultTarget(part, wasTyping) ?? null;
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
