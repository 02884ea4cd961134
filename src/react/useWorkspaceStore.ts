"use client";
import { useContext, useEffect } from "react";
import { WorkspaceError, type WorkspaceStore } from "../core/index.ts";
import { useSourceStores } from "./useOwnStores.ts";
import { WorkspaceStoreContext } from "./WorkspaceStoreContext.ts";
import { WorkspaceStoresContext } from "./WorkspaceStoresContext.ts";
import type { WorkspaceSource } from "./workspaceSource.ts";

const NO_SOURCE: WorkspaceSource = {};

/**
 * The store of a workspace, connected while the component is mounted. The other hooks read from it; take it yourself
 * to send commands without rendering on changes.
 *
 * @param workspaceId - Default: the workspace of the `<Workspace>` or `<WorkspaceChat>` around.
 * @throws {WorkspaceError} `no_provider` when nothing above says where workspaces are, and `source` does not either;
 *   `invalid_workspace_id`.
 * @example
 * const store = useWorkspaceStore();
 * return <button type="button" onClick={() => store.stop()}>Stop</button>;
 */
export function useWorkspaceStore(workspaceId?: string, source: WorkspaceSource = NO_SOURCE): WorkspaceStore {
	const own = useSourceStores(source);
	const above = useContext(WorkspaceStoresContext);
	const around = useContext(WorkspaceStoreContext);
	const stores = own ?? above;
	const store = workspaceId === undefined ? around : (stores?.get(workspaceId) ?? null);
	const held = workspaceId === undefined ? null : stores;
	useEffect(() => (store ? held?.retain(store) : undefined), [held, store]);
	if (!store) throw noProvider(workspaceId);
	return store;
}

function noProvider(workspaceId: string | undefined): WorkspaceError {
	const what = workspaceId === undefined ? "A part of the chat" : `The workspace "${workspaceId}"`;
	return new WorkspaceError({
		code: "no_provider",
		message: `${what} is used where nothing says which workspace it belongs to or where that is.`,
		hint: "Put a <WorkspaceProvider endpoint> above it, and name the workspace with <Workspace workspaceId> or the hook's argument.",
	});
}
