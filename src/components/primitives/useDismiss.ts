"use client";

import { type RefObject, useEffect, useRef } from "react";
import { isComposing } from "../../react/keyboard.ts";

/**
 * For what a button opens over the page: calls `onDismiss` on Escape, and when the focus or a press leaves the container.
 * Escape does nothing else then, and moves the focus from inside of the container to its first button.
 *
 * @param container - Holds the button and what it opens.
 * @param isOpen - Nothing is dismissed while it is false.
 */
export function useDismiss(container: RefObject<HTMLElement | null>, isOpen: boolean, onDismiss: () => void): void {
	const latest = useRef(onDismiss);
	useEffect(() => {
		latest.current = onDismiss;
	});
	useEffect(() => {
		if (!isOpen) return;
		const handleOutside = ({ target }: Event) => {
			if (target instanceof Node && !container.current?.contains(target)) latest.current();
		};
		const handleKey = (event: KeyboardEvent) => {
			if (event.key !== "Escape" || isComposing(event)) return;
			event.preventDefault();
			const part = container.current;
			if (part?.contains(document.activeElement)) part.querySelector("button")?.focus({ preventScroll: true });
			latest.current();
		};
		// Both events: not every browser focuses a button that is pressed.
		document.addEventListener("focusin", handleOutside);
		document.addEventListener("pointerdown", handleOutside);
		// Before other parts handle the key: it closes one thing at a time.
		document.addEventListener("keydown", handleKey, true);
		return () => {
			document.removeEventListener("focusin", handleOutside);
			document.removeEventListener("pointerdown", handleOutside);
			document.removeEventListener("keydown", handleKey, true);
		};
	}, [container, isOpen]);
}
