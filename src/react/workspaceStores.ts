import {
	type ConnectWorkspace,
	createWorkspaceStore,
	type KeyValueStorage,
	type StoreTracer,
	type WorkspaceState,
	type WorkspaceStore,
} from "../core/index.ts";

/** How long a connection stays open without a component, so that a remount or a route change does not reconnect. */
const DISCONNECT_DELAY_MS = 1_000;

interface WorkspaceStoresOptions {
	readonly connect: (workspaceId: string) => ConnectWorkspace;
	readonly storage?: KeyValueStorage | null | undefined;
	readonly tracer?: StoreTracer | undefined;
	/** The address of the server, if it has one. */
	readonly address?: string | undefined;
}

/**
 * The stores of one provider: one per workspace, connected while at least one component retains it. An unused store is
 * released with everything it has loaded, unless it holds something unsent.
 */
export interface WorkspaceStores {
	/** The address of the server, if it has one. */
	readonly address: string | undefined;
	/** The store of a workspace: the same one for the same id while it is retained. It connects once it is retained. */
	get(workspaceId: string): WorkspaceStore;
	/** Keeps the store connected. Call the returned function to release it; it disconnects a second later. */
	retain(store: WorkspaceStore): () => void;
}

export function createWorkspaceStores({ connect, storage, tracer, address }: WorkspaceStoresOptions): WorkspaceStores {
	const stores = new Map<string, WorkspaceStore>();
	const retainCounts = new Map<WorkspaceStore, number>();

	function release(store: WorkspaceStore) {
		const left = (retainCounts.get(store) ?? 1) - 1;
		if (left > 0) {
			retainCounts.set(store, left);
			return;
		}
		retainCounts.delete(store);
		const { workspaceId } = store.get();
		if (stores.get(workspaceId) === store && !hasUnsent(store.get())) stores.delete(workspaceId);
	}

	return {
		address,
		get(workspaceId) {
			const known = stores.get(workspaceId);
			if (known) return known;
			const store = createWorkspaceStore({ workspaceId, connect: connect(workspaceId), storage, tracer });
			stores.set(workspaceId, store);
			return store;
		},
		retain(store) {
			const { workspaceId } = store.get();
			// The store may have been released between the component's render and its effect.
			if (!stores.has(workspaceId)) stores.set(workspaceId, store);
			retainCounts.set(store, (retainCounts.get(store) ?? 0) + 1);
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
