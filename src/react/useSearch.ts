"use client";

import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { WorkspaceState } from "../core/index.ts";
import { loadHistoryUntil } from "../core/store/history.ts";
import { useTimeline } from "./state.ts";
import { useWorkspaceSelector, useWorkspaceStore } from "./store.tsx";

/** Gives the ids of the items that hold a text, oldest first; none for white space. */
export type ItemFinder = (state: Pick<WorkspaceState, "itemIds" | "items">, query: string) => readonly string[];

export interface SearchOptions {
	/**
	 * Says which items hold a text: `findItems`, or what `createItemFinder` makes, which reads each item but once. Keep it
	 * the same between renders.
	 */
	readonly findItems: ItemFinder;
	/** The reader goes to an item that was found; with null to none. */
	readonly onNavigate?: ((itemId: string | null, query: string) => void) | undefined;
}

export interface SearchState {
	readonly query: string;
	/** Looks for other words, and goes to the newest place of them. */
	readonly search: (query: string) => void;
	/** The items found among those that are loaded, oldest first. What grows meanwhile may come to be one. */
	readonly matches: readonly string[];
	/** The item among them where the reader is; null for none. */
	readonly currentId: string | null;
	/** Its place among them; -1 for nowhere. */
	readonly currentIndex: number;
	/** Goes to the next older place, loading older pages until there is one. */
	readonly goToOlder: () => void;
	readonly goToNewer: () => void;
	/** Whether there may be an older place: on pages that are not loaded, too. */
	readonly canGoOlder: boolean;
	readonly canGoNewer: boolean;
	/** Older pages are on their way. */
	readonly loading: boolean;
}

/**
 * Looks for words in the timeline, and goes from one place to the other. Who looks for something else, or leaves while
 * older pages come, is brought nowhere.
 *
 * @example
 * function Search() {
 * 	const { query, look, at, found, older, newer } = useSearch({ find: findItems, onShow: scrollBoxTo });
 * 	return (
 * 		<search>
 * 			<input type="search" value={query} onChange={(event) => look(event.target.value)} />
 * 			{at + 1} of {found.length}
 * 			<button type="button" onClick={older}>Older</button>
 * 			<button type="button" onClick={newer}>Newer</button>
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
	const { loading, load, leave } = useLoadOlderUntil();

	const show = (itemId: string | null, words: string) => {
		leave();
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
	const olderFound = () => {
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
			load(
				() => olderFound() !== undefined,
				() => go(olderFound()),
			),
		goToNewer: () => go(matches[currentIndex + 1]),
		canGoOlder:
			query.trim() !== "" && !loading && (currentIndex > 0 || (currentIndex === -1 && matches.length > 0) || hasOlder),
		canGoNewer: currentIndex !== -1 && currentIndex < matches.length - 1,
		loading,
	};
}

/** Loads older pages until something is there, and then does what was to be done, unless it is left meanwhile. */
function useLoadOlderUntil() {
	const store = useWorkspaceStore();
	const [loading, setLoading] = useState(false);
	const wanted = useRef<AbortController | null>(null);
	useEffect(() => () => wanted.current?.abort(), []);
	const leave = useCallback(() => {
		wanted.current?.abort();
		setLoading(false);
	}, []);
	const load = async (isThere: () => boolean, then: () => void) => {
		const gone = new AbortController();
		wanted.current = gone;
		setLoading(true);
		await loadHistoryUntil(store, () => gone.signal.aborted || isThere());
		if (gone.signal.aborted) return;
		setLoading(false);
		then();
	};
	return { loading, leave, load: (isThere: () => boolean, then: () => void) => void load(isThere, then) };
}
