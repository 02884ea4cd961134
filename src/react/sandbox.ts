"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { toWorkspaceError } from "../core/errors/WorkspaceError.ts";
import { shareStructure } from "../core/state/structuralSharing.ts";
import { EMPTY_FOLLOWED_PROCESS, type FollowedProcess, followProcess } from "../core/store/followProcess.ts";
import type {
	FileContent,
	FolderListing,
	SandboxProcess,
	TextFilePage,
	WorkspaceErrorInfo,
} from "../protocol/index.ts";
import { useSession, useTurn } from "./state.ts";
import { useWorkspaceStore } from "./store.tsx";
import { useAction } from "./useAction.ts";

/** The result of a read from the sandbox. */
export interface SandboxQuery<Value> {
	/** Null until it is loaded; keeps its value during a reload. */
	readonly data: Value | null;
	/** Whether a request is under way. */
	readonly pending: boolean;
	/** Why the last read failed; null if it succeeded. */
	readonly error: WorkspaceErrorInfo | null;
	/** Reads it again now. */
	readonly reload: () => void;
}

interface QueryResult<Value> extends Omit<SandboxQuery<Value>, "reload"> {
	readonly key: string;
}

interface SandboxQueryOptions<Value> {
	/** Identifies what is read. A new key starts a new read. */
	readonly key: string;
	readonly read: () => Promise<Value>;
	/** Reads again after this many milliseconds, while the page is visible. */
	readonly pollMs?: number | undefined;
}

/** Reads from the sandbox: on mount, when the sandbox becomes available, and when a turn may have changed something. */
function useSandboxQuery<Value>({ key, read, pollMs }: SandboxQueryOptions<Value>): SandboxQuery<Value> {
	const [result, setResult] = useState<QueryResult<Value>>({ key, data: null, pending: true, error: null });
	const [round, setRound] = useState(0);
	const status = useSession()?.state.status;
	const isIdle = useTurn() === null;
	const latest = useRef(read);
	useEffect(() => {
		latest.current = read;
	});

	// biome-ignore lint/correctness/useExhaustiveDependencies: each of these is a reason to read again.
	useEffect(() => {
		let isCurrentRead = true;
		const update = (change: Partial<QueryResult<Value>>) => {
			if (!isCurrentRead) return;
			setResult((previous) => ({
				...(previous.key === key ? previous : { data: null, error: null }),
				key,
				pending: false,
				...change,
			}));
		};
		update({ pending: true });
		latest.current().then(
			(data) =>
				isCurrentRead && setResult((previous) => keepEqualData(previous, { key, data, pending: false, error: null })),
			(error: unknown) => update({ error: toWorkspaceError(error).toInfo() }),
		);
		return () => {
			isCurrentRead = false;
		};
	}, [key, round, status, isIdle]);

	useEffect(() => {
		if (pollMs === undefined) return;
		const timer = setInterval(() => document.visibilityState === "visible" && setRound((count) => count + 1), pollMs);
		return () => clearInterval(timer);
	}, [pollMs]);

	const reload = useCallback(() => setRound((count) => count + 1), []);
	const isCurrent = result.key === key;
	return {
		data: isCurrent ? result.data : null,
		pending: !isCurrent || result.pending,
		error: isCurrent ? result.error : null,
		reload,
	};
}

/** Equal data keeps its identity, so that further pages of an unchanged file stay loaded. */
function keepEqualData<Value>(previous: QueryResult<Value>, next: QueryResult<Value>): QueryResult<Value> {
	return previous.key === next.key ? { ...next, data: shareStructure(previous.data, next.data) } : next;
}

/**
 * The entries of a folder in the sandbox. They are read on mount, when the sandbox becomes available, and after each turn.
 *
 * @param path - Relative to the workspace's folder; "" for that folder itself.
 * @example
 * const { data } = useFiles("src");
 * return data?.entries.map(({ name }) => <li key={name}>{name}</li>);
 */
export function useFiles(path: string): SandboxQuery<FolderListing> {
	const store = useWorkspaceStore();
	return useSandboxQuery({ key: path, read: () => store.listFiles(path) });
}

/** A file of the sandbox, as far as it is loaded. */
export interface FileState extends SandboxQuery<FileContent> {
	/** The loaded pages of a text file, in order; empty for other files. */
	readonly pages: readonly TextFilePage[];
	/** Whether there are pages after the loaded ones. */
	readonly hasMore: boolean;
	/** Loads the next page; does nothing while a page is loading, and at the end. */
	readonly loadMore: () => void;
	/** Whether a page is loading. */
	readonly loadingMore: boolean;
	/** Why the next page could not be loaded. */
	readonly loadMoreError: WorkspaceErrorInfo | null;
}

interface FurtherPages {
	readonly first: FileContent | null;
	readonly pages: readonly TextFilePage[];
}

const NO_PAGES: readonly TextFilePage[] = [];

/**
 * A file of the sandbox, page by page. It is read again after each turn; further pages stay loaded if the file has not
 * changed.
 *
 * @param path - Relative to the workspace's folder, or an absolute path inside it.
 * @example
 * const { pages, hasMore, loadMore } = useFile("src/app.ts");
 */
export function useFile(path: string): FileState {
	const store = useWorkspaceStore();
	const firstPage = useSandboxQuery({ key: path, read: () => store.readFile(path) });
	const [more, setMore] = useState<FurtherPages>({ first: null, pages: NO_PAGES });
	const first = firstPage.data;
	const further = more.first === first ? more.pages : NO_PAGES;
	const pages = first?.kind === "text" ? [first, ...further] : NO_PAGES;
	const offset = pages.at(-1)?.nextOffset ?? null;

	const load = useAction(async () => {
		if (offset === null) return;
		const page = await store.readFile(path, { offset });
		if (page.kind === "text") setMore({ first, pages: [...further, page] });
	});

	return {
		...firstPage,
		pages,
		hasMore: offset !== null,
		loadMore: load.run,
		loadingMore: load.pending,
		loadMoreError: load.error,
	};
}

const POLL_MS = 3_000;

/**
 * The processes of the sandbox, newest first. They are read every three seconds while the page is visible.
 *
 * @example
 * const running = useProcesses().data?.filter(({ status }) => status === "running");
 */
export function useProcesses(): SandboxQuery<readonly SandboxProcess[]> {
	const store = useWorkspaceStore();
	return useSandboxQuery({ key: "processes", read: () => store.listProcesses(), pollMs: POLL_MS });
}

/**
 * Follows a process of the sandbox while the component is mounted.
 *
 * @example
 * function Output({ processId }: { processId: string }) {
 * 	return <TerminalOutput text={useProcess(processId).text} />;
 * }
 */
export function useProcess(processId: string): FollowedProcess {
	const store = useWorkspaceStore();
	const [state, setState] = useState({ processId, followed: EMPTY_FOLLOWED_PROCESS });
	useEffect(
		() => followProcess({ store, processId }, (followed) => setState({ processId, followed })),
		[store, processId],
	);
	return state.processId === processId ? state.followed : EMPTY_FOLLOWED_PROCESS;
}
