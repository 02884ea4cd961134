"use client";
import { useContext, useEffect, useMemo } from "react";
import { useLabels } from "../../react/labels/useLabels.ts";
import { type SearchState, useSearch } from "../../react/useSearch.ts";
import { useWorkspaceStore } from "../../react/useWorkspaceStore.ts";
import { FoldStoreContext } from "../fold/FoldsContext.ts";
import type { Reveal } from "../timeline/useReveal.ts";
import { createItemFinder } from "./createItemFinder.ts";
import { normalizeQuery } from "./searchWords.ts";
import { locateMatch } from "./whereFound.ts";

/** The search of the timeline around, which shows one place after the other. What is folded around a place is open while it is shown. */
export function useTimelineSearch(reveal: Reveal["reveal"]): SearchState {
	const store = useWorkspaceStore();
	const labels = useLabels();
	const folds = useContext(FoldStoreContext);
	const findItems = useMemo(() => createItemFinder(labels), [labels]);
	useEffect(() => {
		return () => {
			reveal(null);
			folds?.holdOpen([]);
		};
	}, [reveal, folds]);

	const onNavigate = (itemId: string | null, query: string) => {
		const place = itemId === null ? null : locateMatch(store.get(), itemId, query, labels.error);
		folds?.holdOpen(place?.folds ?? [], place ? { rowId: place.rowId, query: normalizeQuery(query) } : undefined);
		reveal(itemId, place?.isTurnEnd);
	};
	return useSearch({ findItems, onNavigate });
}
