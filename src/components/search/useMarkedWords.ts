"use client";
import { type RefObject, useEffect } from "react";
import { highlightMatches } from "./markWords.ts";
import { normalizeQuery } from "./searchWords.ts";
import { scrollToMatch } from "./showWords.ts";

/**
 * Marks what is looked for in the rows of a list, and shows the first place in the row that is marked. Where the browser
 * has no CSS Custom Highlight API, the row alone is marked.
 */
export function useMatchHighlights(list: RefObject<Element | null>, query: string, itemId: string | null): void {
	const words = supportsHighlights() ? normalizeQuery(query) : "";
	useEffect(() => {
		if (list.current && words !== "") return highlightMatches(list.current, words);
	}, [list, words]);
	useEffect(() => {
		if (!list.current || words === "" || itemId === null) return;
		const gone = new AbortController();
		void scrollToMatch(list.current, words, gone.signal);
		return () => gone.abort();
	}, [list, words, itemId]);
}

function supportsHighlights(): boolean {
	return typeof CSS !== "undefined" && "highlights" in CSS;
}
