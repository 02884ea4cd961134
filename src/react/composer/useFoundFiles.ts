"use client";
import { useEffect, useState } from "react";
import { useSession } from "../useSession.ts";
import { useWorkspaceStore } from "../useWorkspaceStore.ts";
import { useYou } from "../useYou.ts";

const PAUSE_MS = 100;
const FOUND = 20;
const NONE: readonly string[] = [];

/**
 * The files of the sandbox that a query may mean; none for null, and where nobody can look. What was found for the
 * letters before stays until the answer comes, as far as it still fits, so that the list does not flash.
 */
export function useFoundFiles(query: string | null): readonly string[] {
	const store = useWorkspaceStore();
	const isThere = useSession()?.state.status === "ready";
	const mayFind = useYou()?.allowed.includes("findFiles") ?? false;
	const [found, setFound] = useState(NONE);
	const asked = isThere && mayFind ? query : null;

	useEffect(() => {
		if (asked === null) return setFound(NONE);
		let isWanted = true;
		const take = (paths: readonly string[]) => isWanted && setFound(paths);
		const timer = setTimeout(() => store.findFiles(asked, FOUND).then(take, () => take(NONE)), PAUSE_MS);
		return () => {
			isWanted = false;
			clearTimeout(timer);
		};
	}, [store, asked]);

	return asked === null ? NONE : found.filter((path) => fits(path, asked));
}

/** Whether a path has the letters of a query in their order. */
function fits(path: string, query: string): boolean {
	const letters = path.toLowerCase();
	let from = 0;
	for (const letter of query.toLowerCase()) {
		from = letters.indexOf(letter, from) + 1;
		if (from === 0) return false;
	}
	return true;
}
