"use client";
import { useMemo, useSyncExternalStore } from "react";
import type { WorkspaceState, WorkspaceStore } from "../core/index.ts";
import type { TimelineItem } from "../protocol/index.ts";
import { useWorkspaceStore, type WorkspaceSource } from "./store.tsx";

type Commands = Omit<WorkspaceStore, "get" | "subscribe" | "start">;

/** All of a workspace: its state, and what a person can do in it. */
export interface WorkspaceValue extends Omit<WorkspaceState, "items" | "connection">, Commands {
	/** How this browser stands to the workspace. */
	readonly connectionStatus: WorkspaceState["connectionStatus"];
	/** The timeline, oldest first, as far back as it was loaded. */
	readonly items: readonly TimelineItem[];
}

/**
 * Joins a workspace and keeps everything about it up to date while the component is mounted. Components that name the
 * same workspace below one provider share one connection.
 *
 * It renders at each change, a streamed word too, at most once a frame. For a long timeline take `useTimeline` and
 * `useTimelineItem`, which render what changed only.
 *
 * @param workspaceId - The actor key: 1 to 128 bytes. Default: the workspace of the `<Workspace>` around.
 * @param source - Where the workspace is, when there is no `<WorkspaceProvider>` above.
 * @throws {WorkspaceError} `no_provider` when neither says where it is; `invalid_workspace_id`.
 * @example
 * const { items, prompt, stop, turn } = useWorkspace("acme/site");
 */
export function useWorkspace(workspaceId?: string, source?: WorkspaceSource): WorkspaceValue {
	const store = useWorkspaceStore(workspaceId, source);
	const state = useSyncExternalStore(store.subscribe, store.get, store.get);
	return useMemo(() => workspaceValue(store, state), [store, state]);
}

function workspaceValue(store: WorkspaceStore, state: WorkspaceState): WorkspaceValue {
	const { get: _get, subscribe: _subscribe, start: _start, ...commands } = store;
	const { connectionStatus, items: itemsById, ...rest } = state;
	const items = state.itemIds.map((id) => itemsById.get(id)).filter((item) => item !== undefined);
	return { ...rest, ...commands, connectionStatus: connectionStatus, items };
}
