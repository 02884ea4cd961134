"use client";
import { useEffect, useState } from "react";
import { useSession } from "../useSession.ts";
import { useWorkspaceStore } from "../useWorkspaceStore.ts";
import { useSelf } from "../useYou.ts";

const DEBOUNCE_MS = 100;
const MAX_RESULTS = 20;
const NO_FILES: readonly string[] = [];

/**
 * The files of the sandbox that a query may mean; none for null, and where nobody can look. What was found for the
 * letters before stays until the answer comes, as far as it still fits, so that the list does not flash.
 */
export function useFileSearch(query: string | null): readonly string[] {
	const store = useWorkspaceStore();
	const isThere = useSession()?.state.status === "ready";
	const mayFind = useSelf()?.allowedActions.includes("findFiles") ?? false;
	const [found, setFound] = useState(NO_FILES);
	const asked = isThere && mayFind ? query : null;

	useEffect(() => {
		if (asked === null) return setFound(NO_FILES);
		let isWanted = true;
		const take = (paths: readonly string[]) => isWanted && setFound(paths);
		const timer = setTimeout(() => store.findFiles(asked, MAX_RESULTS).then(take, () => take(NO_FILES)), DEBOUNCE_MS);
		return () => {
			isWanted = false;
			clearTimeout(timer);
		};
	}, [store, asked]);

	return asked === null ? NO_FILES : found.filter((path) => isSubsequence(path, asked));
}

/** Whether a path has the letters of a query in their order. */
function isSubsequence(path: string, query: string): boolean {
	const letters = path.toLowerCase();
	let from = 0;
	for (const letter of query.toLowerCase()) {
		from = letters.indexOf(letter, from) + 1;
		if (from === 0) return false;
	}
	return true;
}
