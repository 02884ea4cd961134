"use client";
import { useContext, useState, useSyncExternalStore } from "react";
import { createFolds } from "./createFolds.ts";
import { FoldsContext } from "./FoldsContext.ts";

/** Whether something is open: as the reader left it or a search holds it, and before that as `initiallyOpen` says now. */
export function useFold(id: string, initiallyOpen = false): readonly [open: boolean, toggle: () => void] {
	const [own] = useState(createFolds);
	const folds = useContext(FoldsContext) ?? own;
	const read = () => folds.isOpen(id);
	const open = useSyncExternalStore(folds.subscribe, read, read) ?? initiallyOpen;
	return [open, () => folds.choose(id, !open)];
}
