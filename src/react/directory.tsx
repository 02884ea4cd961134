"use client";

import {
	createContext,
	type ReactNode,
	useCallback,
	useContext,
	useEffect,
	useInsertionEffect,
	useMemo,
	useRef,
} from "react";
import {
	type ConnectDirectory,
	createDirectoryStore,
	type DirectoryState,
	type DirectoryStore,
	WorkspaceError,
} from "../core/index.ts";
import type { WorkspaceEntry } from "../protocol/index.ts";
import { type ConnectDirectoryOptions, connectDirectory } from "../rivet/index.ts";
import type { Labels } from "./labels/Labels.ts";
import { LabelsProvider } from "./labels/LabelsProvider.tsx";
import { useSelected } from "./store.tsx";

/** How long a connection stays open without a component, so that a remount does not reconnect. */
const DISCONNECT_DELAY_MS = 1_000;

const DirectoryContext = createContext<DirectoryStore | null>(null);

/** The props of `<WorkspaceDirectory>`: whose list, and how to reach it. */
export interface WorkspaceDirectoryProps extends ConnectDirectoryOptions {
	/** A connection of your own, such as the in-memory directory of `workspace-chat/testing`. */
	readonly connect?: ConnectDirectory | undefined;
	/** Texts to replace, for everything below. */
	readonly labels?: Partial<Labels> | undefined;
	/** The list, and whatever uses its hooks. */
	readonly children?: ReactNode;
}

/**
 * Connects everything below it to the list of a tenant's workspaces, over one connection. A new tenant, `endpoint` or
 * `client` reconnects; `getParams` and `connect` may be new functions on each render.
 *
 * @example
 * <WorkspaceDirectory tenant="acme" endpoint="https://rivet.example.com" getParams={async () => ({ token })}>
 * 	<WorkspaceList onOpen={(workspaceId) => window.location.assign(`/w/${workspaceId}`)} />
 * </WorkspaceDirectory>
 */
export function WorkspaceDirectory({ labels, children, ...source }: WorkspaceDirectoryProps) {
	const latest = useRef(source);
	// An insertion effect runs before all other effects, and one of those opens the connection.
	useInsertionEffect(() => {
		latest.current = source;
	});
	const { tenant, endpoint, client, namespace, token, actorName } = source;
	// biome-ignore lint/correctness/useExhaustiveDependencies: a new address means a new store.
	const store = useMemo(
		() =>
			createDirectoryStore({
				connect(listener) {
					const { connect, ...rivet } = latest.current;
					const open = connect ?? connectDirectory({ ...rivet, getParams: () => latest.current.getParams?.() });
					return open(listener);
				},
			}),
		[tenant, endpoint, client, namespace, token, actorName],
	);
	useEffect(() => {
		const stop = store.start();
		return () => void setTimeout(stop, DISCONNECT_DELAY_MS);
	}, [store]);
	return (
		<DirectoryContext.Provider value={store}>
			<LabelsProvider labels={labels}>{children}</LabelsProvider>
		</DirectoryContext.Provider>
	);
}

/**
 * The store of the nearest `<WorkspaceDirectory>`, to call its actions without rendering on changes.
 *
 * @throws {WorkspaceError} `no_provider` outside of one.
 * @example
 * const store = useDirectoryStore();
 * return <button type="button" onClick={() => store.createWorkspace()}>New session</button>;
 */
export function useDirectoryStore(): DirectoryStore {
	const store = useContext(DirectoryContext);
	if (store) return store;
	throw new WorkspaceError({
		code: "no_provider",
		message: "There is no `<WorkspaceDirectory>` above this component, so it doesn’t know which workspaces to list.",
		hint: "Put it around the part of the page that shows the list.",
	});
}

/**
 * Reads from the list of workspaces with `select`, and renders again only when the selected value is no longer equal to the
 * last one.
 *
 * @param isEqual - Whether two selected values are the same to the component. Default `Object.is`.
 * @example
 * const waiting = useDirectorySelector(({ entries }) => [...entries.values()].filter(({ attention }) => attention > 0).length);
 */
export function useDirectorySelector<T>(
	select: (state: DirectoryState) => T,
	isEqual: (a: T, b: T) => boolean = Object.is,
): T {
	return useSelected(useDirectoryStore(), select, isEqual);
}

/** The list of workspaces, as `useWorkspaces` returns it. */
export interface WorkspacesState
	extends Pick<DirectoryState, "workspaceIds" | "loaded" | "query" | "list" | "self" | "connectionStatus">,
		Pick<
			DirectoryStore,
			"setQuery" | "loadMore" | "renameWorkspace" | "archiveWorkspace" | "pinWorkspace" | "createWorkspace"
		> {}

/**
 * The workspaces of the nearest `<WorkspaceDirectory>`, in the order of its list, with what a person can do with them. It
 * renders when one comes, goes or moves, and not when one changes: read each with `useWorkspaceEntry`.
 *
 * @throws {WorkspaceError} `no_provider` outside of a `<WorkspaceDirectory>`.
 * @example
 * function Title({ workspaceId }: { workspaceId: string }) {
 * 	const entry = useWorkspaceEntry(workspaceId);
 * 	return <li>{entry?.title ?? workspaceId}</li>;
 * }
 *
 * function Titles() {
 * 	const { workspaceIds } = useWorkspaces();
 * 	return <ul>{workspaceIds.map((id) => <Title key={id} workspaceId={id} />)}</ul>;
 * }
 */
export function useWorkspaces(): WorkspacesState {
	const store = useDirectoryStore();
	const workspaceIds = useDirectorySelector((state) => state.workspaceIds);
	const loaded = useDirectorySelector((state) => state.loaded);
	const query = useDirectorySelector((state) => state.query);
	const list = useDirectorySelector((state) => state.list);
	const self = useDirectorySelector((state) => state.self);
	const connectionStatus = useDirectorySelector((state) => state.connectionStatus);
	return { ...store, workspaceIds, loaded, query, list, self, connectionStatus };
}

/**
 * One workspace of the list; undefined if it is not loaded. Renders only when that workspace changes.
 *
 * @example
 * const activity = useWorkspaceEntry("acme/web")?.activity;
 */
export function useWorkspaceEntry(workspaceId: string): WorkspaceEntry | undefined {
	return useDirectorySelector(useCallback((state: DirectoryState) => state.entries.get(workspaceId), [workspaceId]));
}
