"use client";
import { useSyncExternalStore } from "react";

/** One line under the other, or the old ones beside the new ones. */
export type DiffLayout = "unified" | "split";

let chosenLayout: DiffLayout | undefined;
const layoutListeners = new Set<() => void>();

function subscribeToLayout(listener: () => void): () => void {
	layoutListeners.add(listener);
	return () => void layoutListeners.delete(listener);
}

/** What the reader chose for all diffs of the page; undefined until they did. */
export function useDiffLayout(): DiffLayout | undefined {
	return useSyncExternalStore(
		subscribeToLayout,
		() => chosenLayout,
		() => undefined,
	);
}

export function setDiffLayout(layout: DiffLayout | undefined): void {
	chosenLayout = layout;
	for (const listener of layoutListeners) listener();
}
