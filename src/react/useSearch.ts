"use client";

import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { WorkspaceState } from "../core/index.ts";
import { loadHistoryUntil } from "../core/store/history.ts";
import { useTimeline } from "./state.ts";
import { useWorkspaceSelector, useWorkspaceStore } from "./store.tsx";

/** Returns the ids of the items that contain a text, oldest first; none for white space. */
export type ItemFinder = (state: Pick<WorkspaceState, "itemIds" | "items">, query: string) => readonly string[];

/** The options of `useSearch`. */
export interface SearchOptions {
	/**
	 * Finds the items that contain a text: `findItems`, or the result of `createItemFinder`, which reads each item only
	 * once. Keep the same function between renders.
	 */
	readonly findItems: ItemFinder;
	/** Called when the current match changes; `itemId` is null if there is none. */
	readonly onNavigate?: ((itemId: string | null, query: string) => void) | undefined;
}

/** The state of a search and what a person can do in it, as `useSearch` returns them. */
export interface SearchState {
	/** The text that is searched for. */
	readonly query: string;
	/** Sets the query and goes to its newest match. */
	readonly search: (query: string) => void;
	/** The loaded items that match, oldest first. Items that are still streaming may start to match. */
	readonly matches: readonly string[];
	/** The current match; null for none. */
	readonly currentId: string | null;
	/** The index of the current match in `matches`; -1 for none. */
	readonly currentIndex: number;
	/** Goes to the next older match, and loads older pages until there is one. */
	readonly goToOlder: () => void;
	/** Goes to the next newer match. */
	readonly goToNewer: () => void;
	/** Whether there may be an older match, including on pages that are not loaded. */
	readonly canGoOlder: boolean;
	/** Whether there is a newer match. */
	readonly canGoNewer: boolean;
	/** Whether older pages are loading. */
	readonly loading: boolean;
}

/**
 * Searches the timeline and goes from match to match. A new query, or unmounting, cancels the loading of older pages.
 *
 * @example
 * function Search() {
 * 	const { query, search, currentIndex, matches, goToOlder, goToNewer } = useSearch({ findItems });
 * 	return (
 * 		<search>
 * 			<input type="search" value={query} onChange={(event) => search(event.target.value)} />
 * 			{currentIndex + 1} of {matches.length}
 * 			<button type="button" onClick={goToOlder}>Older</button>
 * 			<button type="button" onClick={goToNewer}>Newer</button>
 * 		</search>
 * 	);
 * }
 */
export function useSearch({ findItems, onNavigate }: SearchOptions): SearchState {
	const store = useWorkspaceStore();
	const itemIds = useTimeline();
	const items = useWorkspaceSelector((state) => state.items);
	const hasOlder = useWorkspaceSelector((state) => state.hasOlder);
	const [query, setQuery] = useState("");
	const [currentId, setCurrent] = useState<string | null>(null);
	const matches = useMemo(() => findItems({ itemIds, items }, query), [findItems, itemIds, items, query]);
	const currentIndex = currentId === null ? -1 : matches.indexOf(currentId);
	const { loading, loadUntil, cancel } = useLoadOlder();

	const show = (itemId: string | null, words: string) => {
		cancel();
		setCurrent(itemId);
		onNavigate?.(itemId, words);
	};
	const search = (next: string) => {
		setQuery(next);
		show(findItems(store.get(), next).at(-1) ?? null, next);
	};
	const go = (itemId: string | undefined) => {
		if (itemId !== undefined) show(itemId, query);
	};
	const findOlder = () => {
		const ids = findItems(store.get(), query);
		return currentId === null ? ids.at(-1) : ids[ids.indexOf(currentId) - 1];
	};
	return {
		query,
		search,
		matches,
		currentId,
		currentIndex,
		goToOlder: () =>
			loadUntil(
				() => findOlder() !== undefined,
				() => go(findOlder()),
			),
		goToNewer: () => go(matches[currentIndex + 1]),
		canGoOlder:
			query.trim() !== "" && !loading && (currentIndex > 0 || (currentIndex === -1 && matches.length > 0) || hasOlder),
		canGoNewer: currentIndex !== -1 && currentIndex < matches.length - 1,
		loading,
	};
}

/** Loads older pages until a condition holds, then calls back, unless it is cancelled. */
function useLoadOlder() {
	const store = useWorkspaceStore();
	const [loading, setLoading] = useState(false);
	const running = useRef<AbortController | null>(null);
	useEffect(() => () => running.current?.abort(), []);
	const cancel = useCallback(() => {
		running.current?.abort();
		setLoading(false);
	}, []);
	const load = async (isDone: () => boolean, onDone: () => void) => {
		const controller = new AbortController();
		running.current = controller;
		setLoading(true);
		await loadHistoryUntil(store, () => controller.signal.aborted || isDone());
		if (controller.signal.aborted) return;
		setLoading(false);
		onDone();
	};
	return { loading, cancel, loadUntil: (isDone: () => boolean, onDone: () => void) => void load(isDone, onDone) };
}
