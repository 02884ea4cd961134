"use client";
import { useState } from "react";
import type { FileContent, TextFilePage, WorkspaceErrorInfo } from "../protocol/index.ts";
import { useAction } from "./useCommand.ts";
import { type SandboxQuery, useSandboxQuery } from "./useLook.ts";
import { useWorkspaceStore } from "./useWorkspaceStore.ts";

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
