"use client";
import { useContext, useState } from "react";
import { FoldsContext } from "./FoldsContext.ts";

/** Whether something is open: as the reader left it, and before that as `initiallyOpen` says now. */
export function useFold(id: string, initiallyOpen = false): readonly [open: boolean, toggle: () => void] {
	const folds = useContext(FoldsContext);
	const [chosen, setChosen] = useState(() => folds?.get(id));
	const open = chosen ?? initiallyOpen;
	const toggle = () => {
		folds?.set(id, !open);
		setChosen(!open);
	};
	return [open, toggle];
}
