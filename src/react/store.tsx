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
	useSyncExternalStore,
} from "react";
import {
	type Attention,
	type ConnectWorkspace,
	type KeyValueStorage,
	type StoreTracer,
	WorkspaceError,
	type WorkspaceState,
	type WorkspaceStore,
} from "../core/index.ts";
import { type ConnectRivetOptions, connectRivet } from "../rivet/index.ts";
import { inviteInAddress, removeInviteFromAddress } from "./inviteAddress.ts";
import type { Labels } from "./labels/Labels.ts";
import { LabelsProvider } from "./labels/LabelsProvider.tsx";
import { UsersProvider, type UsersSource } from "./users.tsx";
import { createWorkspaceStores, type WorkspaceStores } from "./workspaceStores.ts";

/** How to reach workspaces: one of `endpoint`, `client` and `connect`, with its options. */
export interface WorkspaceSource extends Omit<ConnectRivetOptions, "workspaceId"> {
	/** A connection of your own, such as the in-memory workspace of `workspace-chat/testing`. */
	readonly connect?: ((workspaceId: string) => ConnectWorkspace) | undefined;
	/** Where the draft and unsent prompts survive a reload. Default `localStorage`; null for nowhere. */
	readonly storage?: KeyValueStorage | null | undefined;
	/** Traces prompts: `trace.getTracer("my-app")` of OpenTelemetry. Default: nothing is traced. */
	readonly tracer?: StoreTracer | undefined;
}

/** Whether the source says how to reach workspaces. An empty `endpoint` is a mistake to report, and not the nearest provider. */
export function hasSource({ endpoint, client, connect }: WorkspaceSource): boolean {
	return endpoint !== undefined || Boolean(client ?? connect);
}

/** Connects with the source's current functions, which may be new on each render. */
function connectFromSource(readSource: () => WorkspaceSource): (workspaceId: string) => ConnectWorkspace {
	return (workspaceId) => (listener) => {
		const { connect, storage: _storage, tracer: _tracer, ...rivet } = readSource();
		const getParams = () => readSource().getParams?.();
		const getInvite = () => (readSource().getInvite ?? inviteInAddress)();
		const open = connect?.(workspaceId) ?? connectRivet({ ...rivet, workspaceId, getParams, getInvite });
		const onOpen = () => {
			if (!readSource().getInvite) removeInviteFromAddress();
			listener.onOpen();
		};
		return open({ ...listener, onOpen });
	};
}

/** The stores of the nearest provider. */
const WorkspaceStoresContext = createContext<WorkspaceStores | null>(null);

/** The store of the nearest `<Workspace>`. */
const WorkspaceStoreContext = createContext<WorkspaceStore | null>(null);

/** The stores of a given source; null if the source is empty. */
function useSourceStores(source: WorkspaceSource): WorkspaceStores | null {
	const latest = useRef(source);
	// An insertion effect runs before all other effects, and one of those opens the connection.
	useInsertionEffect(() => {
		latest.current = source;
	});
	const isGiven = hasSource(source);
	const { endpoint, client, namespace, token, actorName, createMissing, storage, tracer } = source;
	// biome-ignore lint/correctness/useExhaustiveDependencies: a new address means new stores.
	return useMemo(
		() =>
			isGiven
				? createWorkspaceStores({
						connect: connectFromSource(() => latest.current),
						storage,
						tracer,
						address: endpoint,
					})
				: null,
		[isGiven, endpoint, client, namespace, token, actorName, createMissing, storage, tracer],
	);
}

/** The props of `<WorkspaceProvider>`. */
export interface WorkspaceProviderProps extends WorkspaceSource, UsersSource {
	/** Texts to replace, for everything below. */
	readonly labels?: Partial<Labels> | undefined;
	/**
	 * Called with each thing that begins to wait for the current user in a workspace that is used below, once per tab:
	 * after a reload not again. Default: nothing.
	 */
	readonly onAttention?: ((attention: Attention, workspaceId: string) => void) | undefined;
	/** The chats, parts and hooks that use it. */
	readonly children?: ReactNode;
}

/**
 * Says how to reach workspaces. All components below it that use the same workspace share one connection. It opens when
 * the first of them mounts and closes one second after the last unmounts. The loaded state is released with it, unless
 * there are unsent prompts, a draft or attachments.
 *
 * A new `endpoint` or `client` reconnects. `getParams` and `connect` may be new functions on each render; the latest ones
 * are called when a connection is made.
 *
 * @example
 * <WorkspaceProvider endpoint="https://rivet.example.com" getParams={async () => ({ token })}>
 * 	<WorkspaceChat workspaceId="acme/web" />
 * </WorkspaceProvider>
 */
export function WorkspaceProvider(props: WorkspaceProviderProps) {
	const { labels, onAttention, resolveUsers, suggestUsers, children, ...source } = props;
	const stores = useSourceStores(source);
	useOnAttention(stores, onAttention);
	return (
		<WorkspaceStoresContext.Provider value={stores}>
			<UsersProvider resolveUsers={resolveUsers} suggestUsers={suggestUsers}>
				<LabelsProvider labels={labels}>{children}</LabelsProvider>
			</UsersProvider>
		</WorkspaceStoresContext.Provider>
	);
}

/** What can be asked for what waits: a store, or all stores of a provider. */
interface AttentionSource<Arguments extends unknown[]> {
	subscribeAttention(listener: (...values: Arguments) => void): () => void;
}

/** Calls the current `listener`, which may be a new function on each render. */
export function useOnAttention<Arguments extends unknown[]>(
	source: AttentionSource<Arguments> | null,
	listener: ((...values: Arguments) => void) | undefined,
): void {
	const latest = useRef(listener);
	useInsertionEffect(() => {
		latest.current = listener;
	});
	const isUsed = listener !== undefined;
	useEffect(
		() => (isUsed ? source?.subscribeAttention((...values) => latest.current?.(...values)) : undefined),
		[source, isUsed],
	);
}

const NO_SOURCE: WorkspaceSource = {};

/**
 * The store of a workspace, connected while the component is mounted. The other hooks read from it. Use it to call
 * actions without rendering on changes.
 *
 * @param workspaceId - Default: the workspace of the nearest `<Workspace>` or `<WorkspaceChat>`.
 * @param source - How to reach the workspace, if there is no `<WorkspaceProvider>` above.
 * @throws {WorkspaceError} `no_provider` if neither a provider above nor `source` says how to reach workspaces;
 *   `invalid_workspace_id`.
 * @example
 * const store = useWorkspaceStore();
 * return <button type="button" onClick={() => store.stop()}>Stop</button>;
 */
export function useWorkspaceStore(workspaceId?: string, source: WorkspaceSource = NO_SOURCE): WorkspaceStore {
	const ownStores = useSourceStores(source);
	const providedStores = useContext(WorkspaceStoresContext);
	const nearestStore = useContext(WorkspaceStoreContext);
	const stores = ownStores ?? providedStores;
	const store = workspaceId === undefined ? nearestStore : (stores?.get(workspaceId) ?? null);
	// The nearest `<Workspace>` retains its own store.
	const retainedBy = workspaceId === undefined ? null : stores;
	useEffect(() => (store ? retainedBy?.retain(store) : undefined), [retainedBy, store]);
	if (!store) throw noProvider(workspaceId);
	return store;
}

/** Whether something says how to reach workspaces: the source, or a provider above. */
export function useHasSource(source: WorkspaceSource): boolean {
	return useContext(WorkspaceStoresContext) !== null || hasSource(source);
}

/** The address of the server for a developer to read: null on a page that does not come from this machine. */
export function useShownAddress(): string | null {
	const stores = useContext(WorkspaceStoresContext);
	const host = typeof location === "undefined" ? "" : location.hostname;
	return /^(?:localhost|.+\.localhost|127\.[\d.]+|\[::1\])$/.test(host) ? (stores?.address ?? null) : null;
}

export function noProvider(workspaceId: string | undefined): WorkspaceError {
	if (workspaceId === undefined)
		return new WorkspaceError({
			code: "no_provider",
			message: "A part of the chat has no provider, so it can’t connect.",
			hint: "Wrap it in <WorkspaceProvider endpoint>, and set the workspace with <Workspace workspaceId> or the hook’s argument.",
		});
	return new WorkspaceError({
		code: "no_provider",
		message: `The workspace “${workspaceId}” has no \`endpoint\` and no provider, so it can’t connect.`,
		hint: "Pass `endpoint`, `client` or `connect`, or wrap it in <WorkspaceProvider endpoint>. Is the environment variable for it set?",
	});
}

/** The props of `<Workspace>`. */
export interface WorkspaceProps {
	/** The actor key: 1 to 128 bytes. */
	readonly workspaceId: string;
	/** The parts and hooks that use the workspace. */
	readonly children?: ReactNode;
}

/**
 * Joins a workspace for the parts and hooks below it. Renders nothing itself.
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

interface WorkspaceOfStoreProps {
	readonly store: WorkspaceStore;
	readonly children: ReactNode;
}

/** As `<Workspace>`, for a store that belongs to no provider. */
export function WorkspaceOfStore({ store, children }: WorkspaceOfStoreProps) {
	return <WorkspaceStoreContext.Provider value={store}>{children}</WorkspaceStoreContext.Provider>;
}

/** What has a value and says when it changes, such as a store. */
interface ReadableState<State> {
	get(): State;
	subscribe(listener: () => void): () => void;
}

/** Reads from a store with `select`, and renders again only when the selected value is no longer equal. */
export function useSelected<State, T>(
	source: ReadableState<State>,
	select: (state: State) => T,
	isEqual: (a: T, b: T) => boolean = Object.is,
): T {
	/** What is on the screen: an equal value of another selector keeps its identity. */
	const shown = useRef<{ readonly value: T } | null>(null);
	// React reads more than once per render and expects the same value, so it is computed once per state.
	const read = useMemo(() => {
		let last: { readonly state: State; readonly value: T } | null = null;
		return () => {
			const state = source.get();
			if (last?.state === state) return last.value;
			const value = select(state);
			const previous = last ?? shown.current;
			last = { state, value: previous && isEqual(previous.value, value) ? previous.value : value };
			return last.value;
		};
	}, [source, select, isEqual]);
	const value = useSyncExternalStore(source.subscribe, read, read);
	useEffect(() => {
		shown.current = { value };
	}, [value]);
	return value;
}

/**
 * Reads from a workspace with `select`, and renders again only when the selected value is no longer equal to the last
 * one. `select` may compute a fresh object or array: that renders on every change of the workspace, unless `isEqual`
 * compares what is in it.
 *
 * @param isEqual - Whether two selected values are the same to the component. Default `Object.is`.
 * @throws {WorkspaceError} `no_provider` outside of a `<Workspace>` or `<WorkspaceChat>`.
 * @example
 * const title = useWorkspaceSelector((state) => state.session?.title ?? null);
 *
 * const sameNames = (a: readonly string[], b: readonly string[]) => a.join() === b.join();
 * const names = useWorkspaceSelector((state) => state.participants.map(({ name }) => name), sameNames);
 */
export function useWorkspaceSelector<T>(
	select: (state: WorkspaceState) => T,
	isEqual: (a: T, b: T) => boolean = Object.is,
): T {
	return useSelected(useWorkspaceStore(), select, isEqual);
}

/** The store of the nearest workspace; null for a part outside of a workspace that only shows its props. */
export function useOptionalWorkspaceStore(): WorkspaceStore | null {
	return useContext(WorkspaceStoreContext);
}

const NO_STORE: ReadableState<null> = { get: () => null, subscribe: () => () => {} };

/** As `useWorkspaceSelector`; null outside of a workspace, for parts that do not need one. */
export function useOptionalWorkspaceSelector<T>(
	select: (state: WorkspaceState) => T,
	isEqual: (a: T | null, b: T | null) => boolean = Object.is,
): T | null {
	const source: ReadableState<WorkspaceState | null> = useOptionalWorkspaceStore() ?? NO_STORE;
	const selectIfPresent = useCallback((state: WorkspaceState | null) => state && select(state), [select]);
	return useSelected(source, selectIfPresent, isEqual);
}
