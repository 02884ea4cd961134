"use client";
import { useSyncExternalStore } from "react";
import { useFold } from "../fold/useFold.ts";
import { useFolds } from "../fold/useFolds.ts";

export interface Cut {
	/** Whether the reader has asked for all of it. */
	readonly showsAll: boolean;
	/** Words in small letters that a search shows in it, should it have them; empty for none. */
	readonly words: string;
	readonly showAll: () => void;
}

/** How much of a long text is shown. What is asked for is kept under `id`, or forgotten with the component without. */
export function useCut(id: string | undefined): Cut {
	const [showsAll, toggle] = useFold(id);
	const folds = useFolds(id);
	const read = () => folds.wordsIn(id ?? "");
	const words = useSyncExternalStore(folds.subscribe, read, read);
	return { showsAll, words, showAll: toggle };
}
