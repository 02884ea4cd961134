import {
	type ConnectWorkspace,
	createWorkspaceStore,
	type WorkspaceState,
	type WorkspaceStore,
} from "../../src/core/index.ts";
import { until } from "./until.ts";

/** A started store, with a wait for its state. */
export interface OpenStore extends WorkspaceStore {
	until<Found>(find: (state: WorkspaceState) => Found, what: string): Promise<NonNullable<Found>>;
	close(): void;
}

/** Starts a store on a connection, with short timeouts. */
export async function openStore(workspaceId: string, connect: ConnectWorkspace): Promise<OpenStore> {
	const limits = { actionTimeoutMs: 1_000, backoffMs: [20, 500] } as const;
	const store = createWorkspaceStore({ workspaceId, connect, storage: null, limits });
	const close = store.start();
	const opened: OpenStore = {
		...store,
		close,
		until: (find, what) => until(store.subscribe, () => find(store.get()), what),
	};
	await opened.until((state) => state.loaded, "the first load");
	return opened;
}
