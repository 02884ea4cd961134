"use client";
import { useSyncExternalStore } from "react";
import { useFold } from "../fold/useFold.ts";
import { useFoldStore } from "../fold/useFolds.ts";

export interface Truncation {
	/** Whether the reader has asked for all of it. */
	readonly showsAll: boolean;
	/** Words in small letters that a search shows in it, should it have them; empty for none. */
	readonly query: string;
	readonly showAll: () => void;
}

/** How much of a long text is shown. What is asked for is kept under `id`, or forgotten with the component without. */
export function useTruncation(id: string | undefined): Truncation {
	const [showsAll, toggle] = useFold(id);
	const folds = useFoldStore(id);
	const read = () => folds.queryIn(id ?? "");
	const query = useSyncExternalStore(folds.subscribe, read, read);
	return { showsAll, query, showAll: toggle };
}
