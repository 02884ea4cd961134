"use client";
import { useContext, useState } from "react";
import { createFoldStore, type FoldStore } from "./createFolds.ts";
import { FoldStoreContext } from "./FoldsContext.ts";

/** The folds that something is kept in under an id: those of the timeline around, or its own without one or the other. */
export function useFoldStore(id: string | undefined): FoldStore {
	const [own] = useState(createFoldStore);
	const around = useContext(FoldStoreContext);
	return id === undefined ? own : (around ?? own);
}
