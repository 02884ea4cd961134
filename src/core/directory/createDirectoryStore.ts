import { ConnectionManager } from "../connection/connectionManager.ts";
import { DEFAULT_STORE_LIMITS, type StoreLimits } from "../connection/storeLimits.ts";
import { toWorkspaceError } from "../errors/WorkspaceError.ts";
import { parseDirectoryResponse } from "../parse/directoryMessages.ts";
import { browserNetwork, createClientId, type Network, type Schedule, scheduleFrame } from "../platform/browser.ts";
import { type Clock, systemClock } from "../platform/timing.ts";
import { Observable } from "../state/observable.ts";
import { isEqualStructure, updateFields } from "../state/structuralSharing.ts";
import { countUsers } from "../store/countUsers.ts";
import { DirectorySync } from "./DirectorySync.ts";
import type { ConnectDirectory, DirectoryActorActions } from "./directoryConnection.ts";
import { type DirectoryState, EMPTY_DIRECTORY, reducePage, reduceQuery } from "./directoryState.ts";
import type { DirectoryStore } from "./directoryStore.ts";

/** The options of `createDirectoryStore`. */
export interface DirectoryStoreOptions {
	/** Dials the directory: `connectDirectory(…)`, or `createMemoryDirectory(…).connect(…)` in tests. */
	readonly connect: ConnectDirectory;
	/** When listeners are called after a change. Default: with the next frame. */
	readonly schedule?: Schedule | undefined;
	/** The time and the timers. Default: those of the system. */
	readonly clock?: Clock | undefined;
	/** Whether the machine has a network. Default: as the browser says; always online outside of one. */
	readonly network?: Network | undefined;
	/** Limits that differ from the defaults of a workspace's store. */
	readonly limits?: Partial<StoreLimits> | undefined;
	/** Makes the client ids that keep repeated actions from running twice. Default: `createClientId`. */
	readonly createId?: (() => string) | undefined;
}

/**
 * Creates the store of a list of workspaces. It knows neither React nor Rivet, and does nothing before `start`.
 *
 * @example
 * const directory = createMemoryDirectory({ workspaces: [{ workspaceId: "acme/web", title: "Checkout" }] });
 * const store = createDirectoryStore({ connect: directory.connect({ userId: "ada", name: "Ada" }) });
 * const stop = store.start();
 * store.subscribe(() => console.log(store.get().workspaceIds));
 * stop();
 */
export function createDirectoryStore(options: DirectoryStoreOptions): DirectoryStore {
	const { connect, clock = systemClock, network = browserNetwork, createId = createClientId } = options;
	const limits = { ...DEFAULT_STORE_LIMITS, ...options.limits };
	const state = new Observable<DirectoryState>(EMPTY_DIRECTORY, options.schedule ?? scheduleFrame);
	const connection = new ConnectionManager<DirectoryState, DirectoryActorActions>({
		state,
		connect,
		parseResponse: parseDirectoryResponse,
		probe: "ping",
		clock,
		network,
		limits,
	});
	const sync = new DirectorySync({ state, connection, clock, limits });
	const start = countUsers(() =>
		connection.start({
			onOpen: () => sync.start(),
			onClose: () => sync.stop(),
			onSynced: () => {},
			onPatches: (batch) => sync.handlePatches(batch),
			onHead: (head) => sync.handleHead(head),
			onRead: () => {},
		}),
	);

	return {
		get: () => state.get(),
		subscribe: (listener) => state.subscribe(listener),
		start,
		reconnect: () => connection.reconnect(),
		setQuery(change) {
			const { query } = state.get();
			const next = { search: change.search ?? query.search, filter: change.filter ?? query.filter };
			if (isEqualStructure(query, next)) return;
			state.set(reduceQuery(state.get(), next));
			sync.restart();
		},
		async loadMore() {
			const { next, query, list } = state.get();
			if (next === null || list.status === "loading" || list.status === "loadingMore") return;
			state.set(updateFields(state.get(), { list: { status: "loadingMore" } }));
			// Another list, or the same one loaded again, has replaced what this page belongs to.
			const isCurrent = () => state.get().query === query && state.get().next === next;
			try {
				const page = await connection.perform("listWorkspaces", { ...query, after: next });
				if (isCurrent()) state.set(reducePage(state.get(), page));
			} catch (error) {
				const failed = { status: "failed", error: toWorkspaceError(error).toInfo() } as const;
				if (isCurrent()) state.set(updateFields(state.get(), { list: failed }));
			}
		},
		async renameWorkspace(workspaceId, title) {
			await connection.perform("renameWorkspace", { clientId: createId(), workspaceId, title });
		},
		async archiveWorkspace(workspaceId, archived) {
			await connection.perform("archiveWorkspace", { clientId: createId(), workspaceId, archived });
		},
		async pinWorkspace(workspaceId, pinned) {
			await connection.perform("pinWorkspace", { clientId: createId(), workspaceId, pinned });
		},
		async createWorkspace() {
			return (await connection.perform("createWorkspace", { clientId: createId() })).workspaceId;
		},
	};
}
