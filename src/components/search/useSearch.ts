"use client";
import { useContext, useEffect, useMemo, useRef, useState } from "react";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useTimeline } from "../../react/useTimeline.ts";
import { useWorkspaceSelector } from "../../react/useWorkspaceSelector.ts";
import { useWorkspaceStore } from "../../react/useWorkspaceStore.ts";
import { FoldsContext } from "../fold/FoldsContext.ts";
import { loadUntil } from "../timeline/loadUntil.ts";
import type { Reveal } from "../timeline/useReveal.ts";
import { createItemReader } from "./createItemReader.ts";
import { itemsWith } from "./itemsWith.ts";
import { searchWords } from "./searchWords.ts";
import { whereFound } from "./whereFound.ts";

export interface SearchState {
	readonly query: string;
	/** Looks for other words, and goes to the newest place of them. */
	readonly look: (query: string) => void;
	/** The items found among those that are loaded, oldest first. */
	readonly found: readonly string[];
	/** The item among them where the reader is; null for none. */
	readonly current: string | null;
	/** Its place among them; -1 for nowhere. */
	readonly at: number;
	/** Goes to the next older place, loading older pages until there is one. */
	readonly older: () => void;
	readonly newer: () => void;
	readonly loading: boolean;
}

/** Looks for words in the timeline, and shows one place after the other. What is folded around a place is open while it is shown. */
export function useSearch(reveal: Reveal["reveal"]): SearchState {
	const store = useWorkspaceStore();
	const labels = useLabels();
	const itemIds = useTimeline();
	const folds = useContext(FoldsContext);
	const [query, setQuery] = useState("");
	const [current, setCurrent] = useState<string | null>(null);
	const [loading, setLoading] = useState(false);
	const read = useMemo(() => createItemReader(labels.fault), [labels]);
	// What grows while it is searched may come to hold the words.
	const items = useWorkspaceSelector((state) => state.items);
	const found = useMemo(() => itemsWith(query, { itemIds, items }, read), [itemIds, items, query, read]);
	const at = current === null ? -1 : found.indexOf(current);
	// Who closes the search or goes elsewhere while older pages come is brought nowhere, and waits for none of them.
	const loadingOlder = useRef<AbortController | null>(null);
	useEffect(() => {
		return () => {
			loadingOlder.current?.abort();
			reveal(null);
			folds?.hold([]);
		};
	}, [reveal, folds]);

	const show = (itemId: string | null, words: string) => {
		const place = itemId === null ? null : whereFound(store.get(), itemId, words, labels.fault);
		loadingOlder.current?.abort();
		setLoading(false);
		setCurrent(itemId);
		folds?.hold(place?.folds ?? [], place ? { rowId: place.rowId, words: searchWords(words) } : undefined);
		reveal(itemId, place?.isTurnEnd);
	};
	const look = (next: string) => {
		setQuery(next);
		show(itemsWith(next, store.get(), read).at(-1) ?? null, next);
	};
	const go = (itemId: string | undefined) => {
		if (itemId !== undefined) show(itemId, query);
	};
	const olderFound = () => {
		const ids = itemsWith(query, store.get(), read);
		return current === null ? ids.at(-1) : ids[ids.indexOf(current) - 1];
	};
	const older = async () => {
		const gone = new AbortController();
		loadingOlder.current = gone;
		setLoading(true);
		await loadUntil(store, () => gone.signal.aborted || olderFound() !== undefined);
		if (gone.signal.aborted) return;
		setLoading(false);
		go(olderFound());
	};
	return { query, look, found, current, at, older: () => void older(), newer: () => go(found[at + 1]), loading };
}
