"use client";

import { createContext, useContext, useEffect } from "react";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { Button } from "../primitives/Button.tsx";
import { Icon } from "../primitives/Icon.tsx";

interface SearchToggle {
	readonly open: boolean;
	readonly setOpen: (open: boolean) => void;
}

/** Whether the search is open; null outside of `<WorkspaceChat>`. */
export const SearchContext = createContext<SearchToggle | null>(null);

/** Opens the search of the timeline; nothing outside of `<WorkspaceChat>`. */
export function SearchButton() {
	const labels = useLabels();
	const search = useContext(SearchContext);
	if (!search) return null;
	return (
		<Button
			variant="quiet"
			aria-label={labels.search}
			aria-expanded={search.open}
			title={labels.search}
			onClick={() => search.setOpen(!search.open)}
		>
			<Icon name="search" />
		</Button>
	);
}

/** Whether a key press is Ctrl+F or ⌘F. */
export function isFindShortcut({
	key,
	ctrlKey,
	metaKey,
	altKey,
	shiftKey,
}: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">): boolean {
	return key.toLowerCase() === "f" && (ctrlKey || metaKey) && !altKey && !shiftKey;
}

/**
 * Handles Ctrl+F while nothing on the page has the focus, as after loading it: the browser's own search finds only the
 * rendered rows. Only if the page has a single workspace, so that it is clear which one to search.
 */
export function useFindShortcut(open: boolean, setOpen: (open: boolean) => void): void {
	useEffect(() => {
		if (open) return;
		const handle = (event: KeyboardEvent) => {
			if (event.defaultPrevented || document.activeElement !== document.body || !isFindShortcut(event)) return;
			if (document.getElementsByClassName("wsc-chat").length !== 1) return;
			event.preventDefault();
			setOpen(true);
		};
		document.addEventListener("keydown", handle);
		return () => document.removeEventListener("keydown", handle);
	}, [open, setOpen]);
}
