import {
	type Attention,
	type ConnectWorkspace,
	createWorkspaceStore,
	type KeyValueStorage,
	type StoreTracer,
	type WorkspaceState,
	type WorkspaceStore,
} from "../core/index.ts";
import { addListener } from "../core/state/observable.ts";

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
	const attentionListeners = new Set<WorkspaceAttentionListener>();
	/** The functions that end them, by retained store. Only while somebody listens: what nobody receives is not reported. */
	const relays = new Map<WorkspaceStore, () => void>();

	function startRelay(store: WorkspaceStore) {
		if (attentionListeners.size === 0 || relays.has(store)) return;
		const { workspaceId } = store.get();
		const stop = store.subscribeAttention((attention) => {
			for (const listener of [...attentionListeners]) listener(attention, workspaceId);
		});
		relays.set(store, stop);
	}

	function stopRelay(store: WorkspaceStore) {
		relays.get(store)?.();
		relays.delete(store);
	}

	function release(store: WorkspaceStore) {
		const left = (retainCounts.get(store) ?? 1) - 1;
		if (left > 0) {
			retainCounts.set(store, left);
			return;
		}
		retainCounts.delete(store);
		stopRelay(store);
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
			startRelay(store);
			const stop = store.start();
			return () => {
				setTimeout(() => {
					stop();
					release(store);
				}, DISCONNECT_DELAY_MS);
			};
		},
		subscribeAttention(listener) {
			const remove = addListener(attentionListeners, listener);
			for (const store of retainCounts.keys()) startRelay(store);
			return () => {
				remove();
				if (attentionListeners.size > 0) return;
				for (const store of retainCounts.keys()) stopRelay(store);
			};
		},
	};
}

function hasUnsent({ outbox, draft, attachments }: WorkspaceState): boolean {
	return outbox.length > 0 || draft !== "" || attachments.length > 0;
}
