"use client";
import { type RefObject, useEffect } from "react";
import { markWords } from "./markWords.ts";
import { searchWords } from "./searchWords.ts";
import { showWords } from "./showWords.ts";

/**
 * Marks what is looked for in the rows of a list, and shows the first place in the row that is marked. Where the browser
 * has no CSS Custom Highlight API, the row alone is marked.
 */
export function useMarkedWords(list: RefObject<Element | null>, query: string, itemId: string | null): void {
	const words = canMark() ? searchWords(query) : "";
	useEffect(() => {
		if (list.current && words !== "") return markWords(list.current, words);
	}, [list, words]);
	useEffect(() => {
		if (!list.current || words === "" || itemId === null) return;
		const gone = new AbortController();
		void showWords(list.current, words, gone.signal);
		return () => gone.abort();
	}, [list, words, itemId]);
}

function canMark(): boolean {
	return typeof CSS !== "undefined" && "highlights" in CSS;
}
