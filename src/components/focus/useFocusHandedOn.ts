"use client";
import { type RefObject, useLayoutEffect, useRef } from "react";
import { type FindFocusTarget, moveFocusOutOf } from "./handFocusOn.ts";

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
