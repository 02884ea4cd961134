"use client";
import { type RefObject, useEffect } from "react";

/** Lets what is shown go with Escape, and when the focus or a press goes elsewhere. */
export function useDismissOnOutsidePress(ref: RefObject<HTMLElement | null>, onDismiss: () => void): void {
	useEffect(() => {
		const handleElsewhere = ({ target }: Event) => {
			if (target instanceof Node && !ref.current?.contains(target)) onDismiss();
		};
		const handleKey = ({ key }: KeyboardEvent) => {
			if (key !== "Escape") return;
			if (ref.current?.contains(document.activeElement)) ref.current.querySelector("button")?.focus();
			onDismiss();
		};
		// Both: not every browser gives a button that is pressed the focus.
		document.addEventListener("focusin", handleElsewhere);
		document.addEventListener("pointerdown", handleElsewhere);
		document.addEventListener("keydown", handleKey);
		return () => {
			document.removeEventListener("focusin", handleElsewhere);
			document.removeEventListener("pointerdown", handleElsewhere);
			document.removeEventListener("keydown", handleKey);
		};
	}, [ref, onDismiss]);
}
