"use client";

import { type RefObject, useEffect } from "react";
import { useOptionalWorkspaceStore } from "../../react/store.tsx";

/**
 * Says to the others that this person looks at something, while their pointer is over it or the focus is in it.
 *
 * @param itemId - The item that it belongs to; undefined for nothing that others would see.
 */
export function usePointingAt(element: RefObject<HTMLElement | null>, itemId: string | undefined): void {
	const store = useOptionalWorkspaceStore();
	useEffect(() => {
		const { current } = element;
		if (!current || !store || itemId === undefined) return;
		let isOver = false;
		let isTold = false;
		const tell = (isOpen: boolean) => {
			// They may be somewhere else by now: only what was told from here is taken back.
			if (isOpen || isTold) store.updatePresence({ openItemId: isOpen ? itemId : null });
			isTold = isOpen;
		};
		const update = () => tell(isOver || current.contains(current.ownerDocument.activeElement));
		const ended = new AbortController();
		const { signal } = ended;
		const handleOver = (over: boolean) => () => {
			isOver = over;
			update();
		};
		current.addEventListener("pointerenter", handleOver(true), { signal });
		current.addEventListener("pointerleave", handleOver(false), { signal });
		current.addEventListener("focusin", update, { signal });
		// The focus is elsewhere only after this event.
		current.addEventListener("focusout", () => queueMicrotask(update), { signal });
		return () => {
			ended.abort();
			tell(false);
		};
	}, [element, itemId, store]);
}
