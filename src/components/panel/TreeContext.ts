"use client";
import { createContext } from "react";
import type { FolderEntry } from "../../protocol/index.ts";

/** What the items of a tree share. */
export interface FileTreeState {
	/** The folders that are open. */
	readonly expanded: ReadonlySet<string>;
	/** The item that Tab reaches. */
	readonly focused: string | null;
	/** The file that is shown. */
	readonly selected: string | null;
	/** Sees to it that Tab reaches one of the items, also when the one that it reached has gone. */
	readonly ensureTabStop: () => void;
	readonly activate: (path: string, kind: FolderEntry["kind"]) => void;
}

export const FileTreeContext = createContext<FileTreeState>({
	expanded: new Set(),
	focused: null,
	selected: null,
	ensureTabStop: () => {},
	activate: () => {},
});
