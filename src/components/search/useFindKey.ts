"use client";
import { useEffect } from "react";
import { isFindShortcut } from "./isFindKey.ts";

/**
 * Takes the key to search where nothing on the page has the focus, as after it was loaded: the browser would search what
 * is drawn of the timeline. Only where it is clear which room is meant, the one of the page.
 */
export function useFindShortcut(open: boolean, setOpen: (open: boolean) => void): void {
	useEffect(() => {
		if (open) return;
		const handle = (event: KeyboardEvent) => {
			if (event.defaultPrevented || document.activeElement !== document.body || !isFindShortcut(event)) return;
			if (document.getElementsByClassName("wsc-chat").length !== 1) return;
			event.preventDefault();
			setOpen(true);
		};
		document.addEventListener("keydown", handle);
		return () => document.removeEventListener("keydown", handle);
	}, [open, setOpen]);
}
