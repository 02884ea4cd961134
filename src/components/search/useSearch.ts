"use client";
import { useMemo, useState } from "react";
import { useTimeline } from "../../react/useTimeline.ts";
import { useWorkspaceStore } from "../../react/useWorkspaceStore.ts";
import { loadUntil } from "../timeline/loadUntil.ts";
import { findItems } from "./findItems.ts";

export interface SearchState {
	readonly query: string;
	/** Looks for other words, and goes to the newest place of them. */
	readonly look: (query: string) => void;
	/** The items found among those that are loaded, oldest first. */
	readonly found: readonly string[];
	/** Where among them the reader is; -1 for nowhere. */
	readonly at: number;
	/** Goes to the next older place, loading older pages until there is one. */
	readonly older: () => void;
	readonly newer: () => void;
	readonly loading: boolean;
}

/** Looks for words in the timeline, and shows one place after the other. */
export function useSearch(reveal: (itemId: string | null) => void): SearchState {
	const store = useWorkspaceStore();
	const itemIds = useTimeline();
	const [query, setQuery] = useState("");
	const [current, setCurrent] = useState<string | null>(null);
	const [loading, setLoading] = useState(false);
	const found = useMemo(() => findItems({ itemIds, items: store.get().items }, query), [store, itemIds, query]);
	const at = current === null ? -1 : found.indexOf(current);

	const go = (itemId: string | undefined) => {
		if (itemId === undefined) return;
		setCurrent(itemId);
		reveal(itemId);
	};
	const look = (next: string) => {
		setQuery(next);
		const newest = findItems(store.get(), next).at(-1);
		setCurrent(newest ?? null);
		reveal(newest ?? null);
	};
	const olderFound = () => {
		const ids = findItems(store.get(), query);
		return current === null ? ids.at(-1) : ids[ids.indexOf(current) - 1];
	};
	const older = async () => {
		setLoading(true);
		await loadUntil(store, () => olderFound() !== undefined);
		setLoading(false);
		go(olderFound());
	};
	return { query, look, found, at, older: () => void older(), newer: () => go(found[at + 1]), loading };
}
