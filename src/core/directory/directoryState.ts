import type {
	DirectoryFilter,
	DirectoryPage,
	DirectoryPatch,
	DirectoryPosition,
	DirectorySelf,
	SyncDirectoryResponse,
	WorkspaceEntry,
	WorkspaceErrorInfo,
} from "../../protocol/index.ts";
import { compareEntries, matchesFilter, matchesWords, searchWords } from "../../rules/directory.ts";
import { shareStructure, updateFields } from "../state/structuralSharing.ts";
import type { ConnectionStatus } from "../state/workspaceState.ts";

/** How far a list is loaded. */
export type ListStatus =
	| { readonly status: "loading" }
	/** Everything so far is there; `hasMore` says whether there is more. */
	| { readonly status: "loaded"; readonly hasMore: boolean }
	| { readonly status: "loadingMore" }
	| { readonly status: "failed"; readonly error: WorkspaceErrorInfo };

/** Everything known about a list of workspaces. A value: a change makes another one. */
export interface DirectoryState {
	/** Whether the list of `query` is there. */
	readonly loaded: boolean;
	/** What the list holds. */
	readonly query: { readonly search: string; readonly filter: DirectoryFilter };
	/** The workspaces of the list, in its order. The same array until one comes, goes or moves. */
	readonly workspaceIds: readonly string[];
	/** The workspaces of the list by their ids. An entry stays the same object until it changes. */
	readonly entries: ReadonlyMap<string, WorkspaceEntry>;
	/** How far the list is loaded. */
	readonly list: ListStatus;
	/** Where the next page begins; null when all is loaded. */
	readonly next: DirectoryPosition | null;
	/** Who reads it. Null until the first load. */
	readonly self: (DirectorySelf & { readonly expiresAt?: number | undefined }) | null;
	/** The connection to the directory. */
	readonly connectionStatus: ConnectionStatus;
	/** What to add to this machine's clock to get the directory's, in milliseconds. */
	readonly clockOffsetMs: number;
	/** Of the last change. */
	readonly epoch: number;
	/** Of the last change. */
	readonly seq: number;
}

export const EMPTY_DIRECTORY: DirectoryState = {
	loaded: false,
	query: { search: "", filter: "all" },
	workspaceIds: [],
	entries: new Map(),
	list: { status: "loading" },
	next: null,
	self: null,
	connectionStatus: { status: "closed" },
	clockOffsetMs: 0,
	epoch: 0,
	seq: 0,
};

/** Another list: what it holds is loaded anew, and what matches of the old one is shown meanwhile. */
export function reduceQuery(state: DirectoryState, query: DirectoryState["query"]): DirectoryState {
	const words = searchWords(query.search);
	const matching = [...state.entries.values()].filter(
		(entry) => matchesFilter(entry, query) && matchesWords(entry, words),
	);
	return { ...withEntries(state, matching), query, loaded: false, list: { status: "loading" }, next: null };
}

/** The first page, which replaces what was there. */
export function reduceSync(state: DirectoryState, response: SyncDirectoryResponse): DirectoryState {
	const { epoch, seq, self, next } = response;
	return updateFields(withEntries(state, response.entries), {
		loaded: true,
		self: shareStructure(state.self, self),
		epoch,
		seq,
		next,
		list: shareStructure(state.list, { status: "loaded", hasMore: next !== null }),
	});
}

/** The next page. What has changed since is newer, and stays. */
export function reducePage(state: DirectoryState, { entries, next }: DirectoryPage): DirectoryState {
	const added = entries.filter(({ workspaceId }) => !state.entries.has(workspaceId));
	return {
		...withEntries(state, [...state.entries.values(), ...added]),
		next,
		list: { status: "loaded", hasMore: next !== null },
	};
}

/** Changes, of which some may belong into another part of the list, or into none that is loaded. */
export function reducePatches(state: DirectoryState, patches: readonly DirectoryPatch[]): DirectoryState {
	const entries = new Map(state.entries);
	const words = searchWords(state.query.search);
	for (const patch of patches) {
		if (patch.kind === "removed") {
			entries.delete(patch.workspaceId);
			continue;
		}
		const { entry } = patch;
		const belongs = matchesFilter(entry, state.query) && matchesWords(entry, words);
		const isLoaded = state.next === null || compareEntries(entry, state.next) <= 0;
		if (belongs && isLoaded) entries.set(entry.workspaceId, entry);
		else entries.delete(entry.workspaceId);
	}
	return withEntries(state, [...entries.values()]);
}

function withEntries(state: DirectoryState, list: readonly WorkspaceEntry[]): DirectoryState {
	const kept = list.map((entry) => shareStructure(state.entries.get(entry.workspaceId), entry)).sort(compareEntries);
	const isSame =
		kept.length === state.entries.size && kept.every((entry) => state.entries.get(entry.workspaceId) === entry);
	return updateFields(state, {
		entries: isSame ? state.entries : new Map(kept.map((entry) => [entry.workspaceId, entry])),
		workspaceIds: shareStructure(
			state.workspaceIds,
			kept.map(({ workspaceId }) => workspaceId),
		),
	});
}
