import {
	type ConnectWorkspace,
	createWorkspaceStore,
	type KeyValueStorage,
	type WorkspaceState,
	type WorkspaceStore,
} from "../core/index.ts";

/** A connection survives this long without anyone, so that a remount or a change of route does not cost a new one. */
const DISCONNECT_DELAY_MS = 1_000;

interface WorkspaceStoresOptions {
	readonly connect: (workspaceId: string) => ConnectWorkspace;
	readonly storage?: KeyValueStorage | null | undefined;
}

/**
 * The stores below one provider: one for each workspace, connected while at least one component holds it. Once none
 * does it is let go with all it has loaded, unless the person would lose something that is not sent.
 */
export interface WorkspaceStores {
	/** The store of a workspace. The same one for the same id while it is held; it does nothing until it is retained. */
	get(workspaceId: string): WorkspaceStore;
	/** Keeps the store connected until a moment after the returned function was called. */
	retain(store: WorkspaceStore): () => void;
}

export function createWorkspaceStores({ connect, storage }: WorkspaceStoresOptions): WorkspaceStores {
	const stores = new Map<string, WorkspaceStore>();
	const holders = new Map<WorkspaceStore, number>();

	function release(store: WorkspaceStore) {
		const left = (holders.get(store) ?? 1) - 1;
		if (left > 0) {
			holders.set(store, left);
			return;
		}
		holders.delete(store);
		const { workspaceId } = store.get();
		if (stores.get(workspaceId) === store && !hasUnsent(store.get())) stores.delete(workspaceId);
	}

	return {
		get(workspaceId) {
			const known = stores.get(workspaceId);
			if (known) return known;
			const store = createWorkspaceStore({ workspaceId, connect: connect(workspaceId), storage });
			stores.set(workspaceId, store);
			return store;
		},
		retain(store) {
			const { workspaceId } = store.get();
			// A component may come with a store that was let go between its render and now.
			if (!stores.has(workspaceId)) stores.set(workspaceId, store);
			holders.set(store, (holders.get(store) ?? 0) + 1);
			const stop = store.start();
			return () => {
				setTimeout(() => {
					stop();
					release(store);
				}, DISCONNECT_DELAY_MS);
			};
		},
	};
}

function hasUnsent({ outbox, draft, attachments }: WorkspaceState): boolean {
	return outbox.length > 0 || draft !== "" || attachments.length > 0;
}
