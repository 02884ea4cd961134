import {
	type Attention,
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
	/** Calls `listener` with what begins to wait in any workspace while a component retains it. Returns the function that ends it. */
	subscribeAttention(listener: WorkspaceAttentionListener): () => void;
}

/** Called with a thing that has begun to wait for this person, and where. */
export type WorkspaceAttentionListener = (attention: Attention, workspaceId: string) => void;

export function createWorkspaceStores({ connect, storage, tracer, address }: WorkspaceStoresOptions): WorkspaceStores {
	const stores = new Map<string, WorkspaceStore>();
	const retainCounts = new Map<WorkspaceStore, number>();
	/** With the functions that unsubscribe them, by workspace. */
	const attentionListeners = new Map<WorkspaceAttentionListener, Map<WorkspaceStore, () => void>>();

	function observe(listener: WorkspaceAttentionListener, store: WorkspaceStore) {
		const { workspaceId } = store.get();
		return store.subscribeAttention((attention) => listener(attention, workspaceId));
	}

	function observeAll(store: WorkspaceStore) {
		for (const [listener, observed] of attentionListeners)
			if (!observed.has(store)) observed.set(store, observe(listener, store));
	}

	function unobserveAll(store: WorkspaceStore) {
		for (const observed of attentionListeners.values()) {
			observed.get(store)?.();
			observed.delete(store);
		}
	}

	function release(store: WorkspaceStore) {
		const left = (retainCounts.get(store) ?? 1) - 1;
		if (left > 0) {
			retainCounts.set(store, left);
			return;
		}
		retainCounts.delete(store);
		unobserveAll(store);
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
			observeAll(store);
			const stop = store.start();
			return () => {
				setTimeout(() => {
					stop();
					release(store);
				}, DISCONNECT_DELAY_MS);
			};
		},
		subscribeAttention(listener) {
			// An entry of its own, so that a function that was subscribed twice can unsubscribe once.
			const entry: WorkspaceAttentionListener = (attention, workspaceId) => listener(attention, workspaceId);
			attentionListeners.set(entry, new Map());
			for (const store of retainCounts.keys()) observeAll(store);
			return () => {
				for (const unsubscribe of attentionListeners.get(entry)?.values() ?? []) unsubscribe();
				attentionListeners.delete(entry);
			};
		},
	};
}

function hasUnsent({ outbox, draft, attachments }: WorkspaceState): boolean {
	return outbox.length > 0 || draft !== "" || attachments.length > 0;
}
