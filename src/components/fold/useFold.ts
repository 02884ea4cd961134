"use client";
import { useContext, useState } from "react";
import { FoldsContext } from "./FoldsContext.ts";

/** Whether something is open, as the reader left it. */
export function useFold(id: string, initiallyOpen = false): readonly [open: boolean, toggle: () => void] {
	const folds = useContext(FoldsContext);
	const [open, setOpen] = useState(() => folds?.get(id) ?? initiallyOpen);
	const toggle = () => {
		folds?.set(id, !open);
		setOpen(!open);
	};
	return [open, toggle];
}
