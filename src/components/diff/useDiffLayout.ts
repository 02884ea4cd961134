"use client";
import { useSyncExternalStore } from "react";

/** One line under the other, or the old ones beside the new ones. */
export type DiffLayout = "unified" | "split";

let chosen: DiffLayout | undefined;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
	listeners.add(listener);
	return () => void listeners.delete(listener);
}

/** What the reader chose for all diffs of the page; undefined until they did. */
export function useDiffLayout(): DiffLayout | undefined {
	return useSyncExternalStore(
		subscribe,
		() => chosen,
		() => undefined,
	);
}

export function chooseDiffLayout(layout: DiffLayout | undefined): void {
	chosen = layout;
	for (const listener of listeners) listener();
}
