"use client";
import { createContext } from "react";

export interface SearchToggle {
	readonly open: boolean;
	readonly setOpen: (open: boolean) => void;
}

/** Whether the timeline is searched; null where nothing can open the search. */
export const SearchContext = createContext<SearchToggle | null>(null);
