"use client";
import { useContext, useEffect, useMemo } from "react";
import { useLabels } from "../../react/labels/useLabels.ts";
import { type SearchState, useSearch } from "../../react/useSearch.ts";
import { useWorkspaceStore } from "../../react/useWorkspaceStore.ts";
import { FoldsContext } from "../fold/FoldsContext.ts";
import type { Reveal } from "../timeline/useReveal.ts";
import { createItemFinder } from "./createItemFinder.ts";
import { searchWords } from "./searchWords.ts";
import { whereFound } from "./whereFound.ts";

/** The search of the timeline around, which shows one place after the other. What is folded around a place is open while it is shown. */
export function useTimelineSearch(reveal: Reveal["reveal"]): SearchState {
	const store = useWorkspaceStore();
	const labels = useLabels();
	const folds = useContext(FoldsContext);
	const find = useMemo(() => createItemFinder(labels), [labels]);
	useEffect(() => {
		return () => {
			reveal(null);
			folds?.hold([]);
		};
	}, [reveal, folds]);

	const onShow = (itemId: string | null, query: string) => {
		const place = itemId === null ? null : whereFound(store.get(), itemId, query, labels.fault);
		folds?.hold(place?.folds ?? [], place ? { rowId: place.rowId, words: searchWords(query) } : undefined);
		reveal(itemId, place?.isTurnEnd);
	};
	return useSearch({ find, onShow });
}
