import {
	type ConnectWorkspace,
	createWorkspaceStore,
	type KeyValueStorage,
	type WorkspaceStore,
} from "../core/index.ts";

/** A connection survives this long without anyone, so that a remount or a change of route does not cost a new one. */
const KEEP_OPEN_MS = 1_000;

export interface WorkspaceStoresOptions {
	readonly connect: (workspaceId: string) => ConnectWorkspace;
	readonly storage?: KeyValueStorage | null | undefined;
}

/** The stores below one provider: one for each workspace, connected while at least one component holds it. */
export interface WorkspaceStores {
	/** The store of a workspace. The same one for the same id; it does nothing until it is retained. */
	get(workspaceId: string): WorkspaceStore;
	/** Keeps the store connected until a moment after the returned function was called. */
	retain(store: WorkspaceStore): () => void;
}

export function createWorkspaceStores({ connect, storage }: WorkspaceStoresOptions): WorkspaceStores {
	const stores = new Map<string, WorkspaceStore>();
	return {
		get(workspaceId) {
			const known = stores.get(workspaceId);
			if (known) return known;
			const store = createWorkspaceStore({ workspaceId, connect: connect(workspaceId), storage });
			stores.set(workspaceId, store);
			return store;
		},
		retain(store) {
			const stop = store.start();
			return () => {
				setTimeout(stop, KEEP_OPEN_MS);
			};
		},
	};
}
