"use client";
import { useMemo, useSyncExternalStore } from "react";
import type { WorkspaceState, WorkspaceStore } from "../core/index.ts";
import type { TimelineItem } from "../protocol/index.ts";
import { useWorkspaceStore, type WorkspaceSource } from "./store.tsx";

/** What a person can do in a workspace. */
type StoreMethods = Omit<WorkspaceStore, "get" | "subscribe" | "start">;

/** The whole state of a workspace, and the methods of its store. */
export interface WorkspaceValue extends Omit<WorkspaceState, "items">, StoreMethods {
	/** The timeline, oldest first, as far back as it is loaded. */
	readonly items: readonly TimelineItem[];
}

/**
 * Joins a workspace while the component is mounted, and returns its state and methods. Components that use the same
 * workspace below one provider share one connection.
 *
 * It renders on every change, streamed words included, at most once per frame. For a long timeline use `useTimeline` and
 * `useTimelineItem`, which render only what changed.
 *
 * @param workspaceId - The actor key: 1 to 128 bytes. Default: the workspace of the nearest `<Workspace>`.
 * @param source - How to reach the workspace, if there is no `<WorkspaceProvider>` above.
 * @throws {WorkspaceError} `no_provider` if neither says how to reach it; `invalid_workspace_id`.
 * @example
 * const { items, prompt, stop, turn } = useWorkspace("acme/site");
 */
export function useWorkspace(workspaceId?: string, source?: WorkspaceSource): WorkspaceValue {
	const store = useWorkspaceStore(workspaceId, source);
	const state = useSyncExternalStore(store.subscribe, store.get, store.get);
	return useMemo(() => workspaceValue(store, state), [store, state]);
}

function workspaceValue(store: WorkspaceStore, state: WorkspaceState): WorkspaceValue {
	const { get: _get, subscribe: _subscribe, start: _start, ...methods } = store;
	const { items: itemsById, ...rest } = state;
	const items = state.itemIds.map((id) => itemsById.get(id)).filter((item) => item !== undefined);
	return { ...rest, ...methods, items };
}
