"use client";
import { useSyncExternalStore } from "react";
import type { WorkspaceState } from "../core/index.ts";
import { useOptionalWorkspaceStore } from "./useStoreAround.ts";

const subscribeToNothing = () => () => {};

/** Reads one part of the workspace around; null where there is none, for parts that can do without. */
export function useOptionalWorkspaceSelector<T>(select: (state: WorkspaceState) => T): T | null {
	const store = useOptionalWorkspaceStore();
	const read = () => (store ? select(store.get()) : null);
	return useSyncExternalStore(store?.subscribe ?? subscribeToNothing, read, read);
}
