"use client";
import { createContext } from "react";
import type { FolderEntry } from "../../protocol/index.ts";

/** What the items of a tree share. */
export interface TreeState {
	/** The folders that are open. */
	readonly opened: ReadonlySet<string>;
	/** The item that Tab reaches. */
	readonly focused: string | null;
	/** The file that is shown. */
	readonly selected: string | null;
	/** Sees to it that Tab reaches one of the items, also when the one that it reached has gone. */
	readonly keepReachable: () => void;
	readonly activate: (path: string, kind: FolderEntry["kind"]) => void;
}

export const TreeContext = createContext<TreeState>({
	opened: new Set(),
	focused: null,
	selected: null,
	keepReachable: () => {},
	activate: () => {},
});
