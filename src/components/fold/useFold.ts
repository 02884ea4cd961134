"use client";
import { useSyncExternalStore } from "react";
import { useFoldStore } from "./useFolds.ts";

/**
 * Whether something is open: as the reader left it or a search holds it, and before that as `initiallyOpen` says now.
 * Without an `id` it is forgotten with the component.
 */
export function useFold(id: string | undefined, initiallyOpen = false): readonly [open: boolean, toggle: () => void] {
	const folds = useFoldStore(id);
	const key = id ?? "";
	const read = () => folds.isOpen(key);
	const open = useSyncExternalStore(folds.subscribe, read, read) ?? initiallyOpen;
	return [open, () => folds.setOpen(key, !open)];
}
