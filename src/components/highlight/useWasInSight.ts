"use client";

import { type RefObject, useEffect, useState } from "react";

/** What is as far from the view as it is tall counts as in sight, so that it is ready when the reader comes there. */
const MARGIN = "100% 0px";

type Callback = () => void;

/** One observer for all: a long block has hundreds of groups. */
let observer: IntersectionObserver | undefined;
const callbacks = new WeakMap<Element, Callback>();

function observe(element: Element, callback: Callback): () => void {
	// `scrollMargin` is the margin within the timeline, which scrolls. Browsers that do not know it ignore it.
	const options: IntersectionObserverInit & { readonly scrollMargin: string } = {
		rootMargin: MARGIN,
		scrollMargin: MARGIN,
	};
	observer ??= new IntersectionObserver((entries) => {
		for (const { isIntersecting, target } of entries) if (isIntersecting) callbacks.get(target)?.();
	}, options);
	callbacks.set(element, callback);
	observer.observe(element);
	return () => {
		observer?.unobserve(element);
		callbacks.delete(element);
	};
}

/**
 * Whether an element is or was in sight. Does not change back: what was replaced while somebody has it selected would lose
 * the selection. For that reason it waits while a selection begins or ends in the element.
 *
 * @param isAsked - False for what does not depend on it: it counts as in sight.
 */
export function useWasInSight(ref: RefObject<Element | null>, isAsked: boolean): boolean {
	const [wasInSight, setInSight] = useState(() => !isAsked || typeof IntersectionObserver === "undefined");
	useEffect(() => {
		const element = ref.current;
		if (wasInSight || !element) return;
		const ended = new AbortController();
		const unobserve = observe(element, () => {
			if (!isSelectionEdgeIn(element)) setInSight(true);
			else document.addEventListener("selectionchange", retry, ended);
		});
		const retry = () => {
			if (!isSelectionEdgeIn(element)) setInSight(true);
		};
		return () => {
			ended.abort();
			unobserve();
		};
	}, [ref, wasInSight]);
	return wasInSight || !isAsked;
}

function isSelectionEdgeIn(element: Element): boolean {
	const selection = document.getSelection();
	if (!selection || selection.isCollapsed) return false;
	return element.contains(selection.anchorNode) || element.contains(selection.focusNode);
}
