import type { DirectoryQuery } from "../../protocol/index.ts";
import type { DirectoryState } from "./directoryState.ts";

/** A list of workspaces: all that is known of it as one value, and what a person can do with it. */
export interface DirectoryStore {
	/** The current state. */
	get(): DirectoryState;
	/** Calls `listener` after changes, at most once per frame. Returns the function that ends it. */
	subscribe(listener: () => void): () => void;
	/** Connects. Returns the function that disconnects, once every user has called theirs. */
	start(): () => void;
	/** Connects again at once, also after a refusal. */
	reconnect(): void;
	/** Loads another list: the fields that are given. What is loaded and matches is shown meanwhile. */
	setQuery(query: DirectoryQuery): void;
	/** Loads the next page. Does nothing when there is none, or while it is loaded. Never rejects: `list` says how it went. */
	loadMore(): Promise<void>;
	/** Renames a workspace, for everybody. With null the agent's title shows again. */
	renameWorkspace(workspaceId: string, title: string | null): Promise<void>;
	/** Moves a workspace to the archive for everybody, or with false back. */
	archiveWorkspace(workspaceId: string, archived: boolean): Promise<void>;
	/** Pins a workspace for this person, or with false unpins it. */
	pinWorkspace(workspaceId: string, pinned: boolean): Promise<void>;
	/** Creates a workspace, and returns its id. */
	createWorkspace(): Promise<string>;
}
