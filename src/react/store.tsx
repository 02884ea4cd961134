"use client";

import {
	createContext,
	type ReactNode,
	useContext,
	useEffect,
	useInsertionEffect,
	useMemo,
	useRef,
	useSyncExternalStore,
} from "react";
import {
	type ConnectWorkspace,
	type KeyValueStorage,
	WorkspaceError,
	type WorkspaceState,
	type WorkspaceStore,
} from "../core/index.ts";
import { type ConnectRivetOptions, connectRivet } from "../rivet/index.ts";
import type { Labels } from "./labels/Labels.ts";
import { LabelsProvider } from "./labels/LabelsProvider.tsx";
import { createWorkspaceStores, type WorkspaceStores } from "./workspaceStores.ts";

/** Where workspaces are: one of `endpoint`, `client` and `connect`, and what goes with it. */
export interface WorkspaceSource extends Omit<ConnectRivetOptions, "workspaceId"> {
	/** A way of your own, such as the in-memory workspace of `workspace-chat/core`. */
	readonly connect?: ((workspaceId: string) => ConnectWorkspace) | undefined;
	/** Where the draft and prompts that are not sent yet are kept over reloads. Default `localStorage`; null for nowhere. */
	readonly storage?: KeyValueStorage | null | undefined;
}

/** Whether it says where workspaces are. */
export function hasSource({ endpoint, client, connect }: WorkspaceSource): boolean {
	return Boolean(endpoint ?? client ?? connect);
}

/** Makes connections to wherever the source says at that moment. */
function connectFromSource(readSource: () => WorkspaceSource): (workspaceId: string) => ConnectWorkspace {
	return (workspaceId) => (listener) => {
		const { connect, storage: _storage, ...rivet } = readSource();
		const getParams = () => readSource().getParams?.();
		const open = connect?.(workspaceId) ?? connectRivet({ ...rivet, workspaceId, getParams });
		return open(listener);
	};
}

/** The stores of the provider above. */
const WorkspaceStoresContext = createContext<WorkspaceStores | null>(null);

/** The workspace that the parts below belong to. */
const WorkspaceStoreContext = createContext<WorkspaceStore | null>(null);

/** The stores for a source of one's own; null when the source names none. */
function useSourceStores(source: WorkspaceSource): WorkspaceStores | null {
	const latest = useRef(source);
	// Before every other effect: one of those below opens the connection.
	useInsertionEffect(() => {
		latest.current = source;
	});
	const given = hasSource(source);
	const { endpoint, client, namespace, token, actorName, storage } = source;
	// biome-ignore lint/correctness/useExhaustiveDependencies: another address is another set of workspaces.
	return useMemo(
		() => (given ? createWorkspaceStores({ connect: connectFromSource(() => latest.current), storage }) : null),
		[given, endpoint, client, namespace, token, actorName, storage],
	);
}

export interface WorkspaceProviderProps extends WorkspaceSource {
	/** Texts to replace, for everything below. */
	readonly labels?: Partial<Labels> | undefined;
	readonly children?: ReactNode;
}

/**
 * Says where workspaces are. Whatever names the same workspace below it shares one connection, which opens with the
 * first component and closes a moment after the last. What was loaded is let go then, unless something is not sent yet.
 *
 * A new `endpoint` or `client` connects anew; `getParams` and `connect` may be new functions at each render, they are
 * asked when a connection is made.
 *
 * @example
 * <WorkspaceProvider endpoint="https://rivet.example.com" getParams={async () => ({ token: await getToken() })}>
 * 	<WorkspaceChat workspaceId="acme/web" />
 * </WorkspaceProvider>
 */
export function WorkspaceProvider({ labels, children, ...source }: WorkspaceProviderProps) {
	const stores = useSourceStores(source);
	return (
		<WorkspaceStoresContext.Provider value={stores}>
			<LabelsProvider labels={labels}>{children}</LabelsProvider>
		</WorkspaceStoresContext.Provider>
	);
}

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

export interface WorkspaceProps {
	/** The actor key: 1 to 128 bytes. */
	readonly workspaceId: string;
	readonly children?: ReactNode;
}

/**
 * Joins a workspace for the parts and hooks below it, without drawing anything.
 *
 * @example
 * <Workspace workspaceId="acme/web">
 * 	<Timeline />
 * 	<Composer />
 * </Workspace>
 */
export function Workspace({ workspaceId, children }: WorkspaceProps) {
	const store = useWorkspaceStore(workspaceId);
	return <WorkspaceStoreContext.Provider value={store}>{children}</WorkspaceStoreContext.Provider>;
}

/**
 * Reads one part of a workspace and renders again only when that part changes.
 *
 * @param select - Hands out what the state holds; a fresh array or object at each call would render for ever.
 * @param workspaceId - Default: the workspace of the `<Workspace>` or `<WorkspaceChat>` around.
 * @throws {WorkspaceError} `no_provider` when there is neither.
 * @example
 * const title = useWorkspaceSelector((state) => state.session?.title ?? null);
 */
export function useWorkspaceSelector<T>(select: (state: WorkspaceState) => T, workspaceId?: string): T {
	const store = useWorkspaceStore(workspaceId);
	const read = () => select(store.get());
	return useSyncExternalStore(store.subscribe, read, read);
}

/** The store of the workspace around; null for a part that stands alone and shows no more than its props. */
export function useOptionalWorkspaceStore(): WorkspaceStore | null {
	return useContext(WorkspaceStoreContext);
}

const subscribeToNothing = () => () => {};

/** Reads one part of the workspace around; null where there is none, for parts that can do without. */
export function useOptionalWorkspaceSelector<T>(select: (state: WorkspaceState) => T): T | null {
	const store = useOptionalWorkspaceStore();
	const read = () => (store ? select(store.get()) : null);
	return useSyncExternalStore(store?.subscribe ?? subscribeToNothing, read, read);
}
