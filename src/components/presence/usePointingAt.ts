"use client";

import { type RefObject, useEffect } from "react";
import { useUpdatePresence } from "../../react/presence.ts";

/** Says to the others that this person looks at something, while their pointer is over it or the focus is in it. */
export function usePointingAt(element: RefObject<HTMLElement | null>, itemId: string): void {
	const updatePresence = useUpdatePresence();
	useEffect(() => {
		const { current } = element;
		if (!current) return;
		let isOver = false;
		const update = () => {
			const isFocused = current.contains(current.ownerDocument.activeElement);
			updatePresence({ openItemId: isOver || isFocused ? itemId : null });
		};
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
			updatePresence({ openItemId: null });
		};
	}, [element, itemId, updatePresence]);
}
