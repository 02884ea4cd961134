"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { toWorkspaceError } from "../core/errors/WorkspaceError.ts";
import { shareStructure } from "../core/state/structuralSharing.ts";
import { EMPTY_FOLLOWED_PROCESS, type FollowedProcess, followProcess } from "../core/store/sandboxQueries.ts";
import type {
	FileContent,
	FolderListing,
	SandboxProcess,
	TextFilePage,
	WorkspaceErrorInfo,
} from "../protocol/index.ts";
import { useSession, useTurn } from "./state.ts";
import { useWorkspaceStore } from "./store.tsx";
import { useAction } from "./useCommand.ts";

/** What was seen of the sandbox. */
export interface SandboxQuery<Value> {
	/** Null until it is there; stays while it is read anew. */
	readonly data: Value | null;
	readonly pending: boolean;
	/** Why the last look failed; null when it went well. */
	readonly error: WorkspaceErrorInfo | null;
	readonly reload: () => void;
}

interface QueryResult<Value> extends Omit<SandboxQuery<Value>, "reload"> {
	readonly key: string;
}

interface SandboxQueryOptions<Value> {
	/** What is looked at: another one is looked at anew. */
	readonly key: string;
	readonly read: () => Promise<Value>;
	/** Looks again after so many milliseconds, while the page can be seen. */
	readonly pollMs?: number | undefined;
}

/** Looks at something in the sandbox: at once, when the sandbox has come, and when a turn may have changed it. */
function useSandboxQuery<Value>({ key, read, pollMs }: SandboxQueryOptions<Value>): SandboxQuery<Value> {
	const [seen, setSeen] = useState<QueryResult<Value>>({ key, data: null, pending: true, error: null });
	const [round, setRound] = useState(0);
	const status = useSession()?.state.status;
	const isIdle = useTurn() === null;
	const latest = useRef(read);
	useEffect(() => {
		latest.current = read;
	});

	// biome-ignore lint/correctness/useExhaustiveDependencies: each of these is a reason to look again.
	useEffect(() => {
		let isWanted = true;
		const take = (change: Partial<QueryResult<Value>>) => {
			if (!isWanted) return;
			setSeen((held) => ({
				...(held.key === key ? held : { data: null, error: null }),
				key,
				pending: false,
				...change,
			}));
		};
		take({ pending: true });
		latest.current().then(
			(data) => isWanted && setSeen((held) => keepEqualValue(held, { key, data, pending: false, error: null })),
			(error: unknown) => take({ error: toWorkspaceError(error).toInfo() }),
		);
		return () => {
			isWanted = false;
		};
	}, [key, round, status, isIdle]);

	useEffect(() => {
		if (pollMs === undefined) return;
		const timer = setInterval(() => document.visibilityState === "visible" && setRound((count) => count + 1), pollMs);
		return () => clearInterval(timer);
	}, [pollMs]);

	const reload = useCallback(() => setRound((count) => count + 1), []);
	const isCurrent = seen.key === key;
	return {
		data: isCurrent ? seen.data : null,
		pending: !isCurrent || seen.pending,
		error: isCurrent ? seen.error : null,
		reload,
	};
}

/** What is the same keeps its identity, so that a page that was loaded stays with the file it belongs to. */
function keepEqualValue<Value>(held: QueryResult<Value>, seen: QueryResult<Value>): QueryResult<Value> {
	return held.key === seen.key ? { ...seen, data: shareStructure(held.data, seen.data) } : seen;
}

/**
 * What lies in a folder of the sandbox. It is read when the component mounts, when the sandbox comes, and after each turn.
 *
 * @param path - From the workspace's folder; "" for that folder itself.
 * @example
 * const { value } = useFiles("src");
 * return value?.entries.map(({ name }) => <li key={name}>{name}</li>);
 */
export function useFiles(path: string): SandboxQuery<FolderListing> {
	const store = useWorkspaceStore();
	return useSandboxQuery({ key: path, read: () => store.listFiles(path) });
}

/** A file of the sandbox, as far as it was loaded. */
export interface FileState extends SandboxQuery<FileContent> {
	/** The pages of a text, from the first one on. */
	readonly pages: readonly TextFilePage[];
	readonly hasMore: boolean;
	/** Loads the next page; does nothing while one is on its way, and at the end. */
	readonly loadMore: () => void;
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
 * A file of the sandbox, page by page. It is read anew after each turn; what was loaded further stays when the file has
 * not changed.
 *
 * @param path - From the workspace's folder, or absolute when it leads there.
 * @example
 * const { pages, hasMore, loadMore } = useFile("src/app.ts");
 */
export function useFile(path: string): FileState {
	const store = useWorkspaceStore();
	const look = useSandboxQuery({ key: path, read: () => store.readFile(path) });
	const [more, setMore] = useState<FurtherPages>({ first: null, pages: NO_PAGES });
	const first = look.data;
	const further = more.first === first ? more.pages : NO_PAGES;
	const pages = first?.kind === "text" ? [first, ...further] : NO_PAGES;
	const offset = pages.at(-1)?.nextOffset ?? null;

	const load = useAction(async () => {
		if (offset === null) return;
		const page = await store.readFile(path, { offset });
		if (page.kind === "text") setMore({ first, pages: [...further, page] });
	});

	return {
		...look,
		pages,
		hasMore: offset !== null,
		loadMore: load.run,
		loadingMore: load.pending,
		loadMoreError: load.error,
	};
}

const POLL_MS = 3_000;

/**
 * The processes of the sandbox, the newest first. They are looked at every three seconds while the page can be seen.
 *
 * @example
 * const running = useProcesses().value?.filter(({ status }) => status === "running");
 */
export function useProcesses(): SandboxQuery<readonly SandboxProcess[]> {
	const store = useWorkspaceStore();
	return useSandboxQuery({ key: "processes", read: () => store.listProcesses(), pollMs: POLL_MS });
}

/**
 * Follows a process of the sandbox while the component is mounted.
 *
 * @example
 * const { process, text } = useProcess(id);
 * return <TerminalOutput text={text} />;
 */
export function useProcess(processId: string): FollowedProcess {
	const store = useWorkspaceStore();
	const [seen, setSeen] = useState({ processId, followed: EMPTY_FOLLOWED_PROCESS });
	useEffect(
		() => followProcess({ store, processId }, (followed) => setSeen({ processId, followed })),
		[store, processId],
	);
	return seen.processId === processId ? seen.followed : EMPTY_FOLLOWED_PROCESS;
}
