"use client";
import { useSyncExternalStore } from "react";
import type { WorkspaceState } from "../core/index.ts";
import { useWorkspaceStore } from "./useWorkspaceStore.ts";

/**
 * Reads one part of a workspace and renders again only when that part changes.
 *
 * @param select - Hands out what the state holds; a fresh array or object at each call would render for ever.
 * @param workspaceId - Default: the workspace of the `<Workspace>` or `<WorkspaceChat>` around.
 * @throws {WorkspaceError} `no_provider` when there is neither.
 * @example
 * const title = useWorkspaceSelector((state) => state.session?.title ?? null);
 */
export function useWorkspaceSelector<T>(select: (state: WorkspaceState) => T, workspaceId?: string): T {
	const store = useWorkspaceStore(workspaceId);
	const read = () => select(store.get());
	return useSyncExternalStore(store.subscribe, read, read);
}
