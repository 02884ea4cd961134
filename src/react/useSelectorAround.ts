"use client";
import { useSyncExternalStore } from "react";
import type { WorkspaceState } from "../core/index.ts";
import { useStoreAround } from "./useStoreAround.ts";

const subscribeToNothing = () => () => {};

/** Reads one part of the workspace around; null where there is none, for parts that can do without. */
export function useSelectorAround<T>(select: (state: WorkspaceState) => T): T | null {
	const store = useStoreAround();
	const read = () => (store ? select(store.get()) : null);
	return useSyncExternalStore(store?.subscribe ?? subscribeToNothing, read, read);
}
