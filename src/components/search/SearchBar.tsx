"use client";
import { type KeyboardEvent, type RefObject, useEffect, useRef } from "react";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useWorkspaceSelector } from "../../react/useWorkspaceSelector.ts";
import { Button } from "../button/Button.tsx";
import { Icon } from "../icon/Icon.tsx";
import { isComposing } from "../key/isComposing.ts";
import type { Reveal } from "../timeline/useReveal.ts";
import { useMatchHighlights } from "./useMarkedWords.ts";
import { useTimelineSearch } from "./useTimelineSearch.ts";

export interface SearchBarProps {
	/** What scrolls, with the rows that are searched. */
	readonly list: RefObject<Element | null>;
	readonly reveal: Reveal["reveal"];
	readonly onClose: () => void;
}

/** Looks for words in the timeline, from its end backwards: Enter goes to older places, Shift+Enter to newer ones. */
export function SearchBar({ list, reveal, onClose }: SearchBarProps) {
	const labels = useLabels();
	const search = useTimelineSearch(reveal);
	const hasOlder = useWorkspaceSelector((state) => state.hasOlder);
	const { query, matches, currentId, currentIndex, loading, canGoOlder, canGoNewer } = search;
	const input = useFocusWhileMounted();
	useMatchHighlights(list, query, currentId);
	const isLooking = query.trim() !== "";
	const handleKeyDown = (event: KeyboardEvent) => {
		if (isComposing(event)) return;
		if (event.key === "Escape") onClose();
		if (event.key !== "Enter" || event.target !== input.current) return;
		event.preventDefault();
		if (event.shiftKey && canGoNewer) search.goToNewer();
		if (!event.shiftKey && canGoOlder) search.goToOlder();
	};
	return (
		<search className="wsc-search" onKeyDown={handleKeyDown}>
			<Icon name="search" />
			<input
				ref={input}
				className="wsc-search-input"
				type="search"
				value={query}
				aria-label={labels.search}
				placeholder={labels.search}
				onChange={(event) => search.search(event.target.value)}
			/>
			<span className="wsc-search-count" role="status">
				{loading ? labels.loadingOlder : isLooking && labels.searchResults(currentIndex + 1, matches.length, hasOlder)}
			</span>
			<Button
				variant="quiet"
				aria-label={labels.searchOlderMatch}
				aria-disabled={!canGoOlder || undefined}
				onClick={() => canGoOlder && search.goToOlder()}
			>
				<Icon name="send" />
			</Button>
			<Button
				variant="quiet"
				aria-label={labels.searchNewerMatch}
				aria-disabled={!canGoNewer || undefined}
				onClick={() => canGoNewer && search.goToNewer()}
			>
				<Icon name="latest" />
			</Button>
			<Button variant="quiet" aria-label={labels.close} onClick={onClose}>
				<Icon name="close" />
			</Button>
		</search>
	);
}

/** Takes the focus as it comes, and gives it back as it goes. */
function useFocusWhileMounted() {
	const input = useRef<HTMLInputElement>(null);
	useEffect(() => {
		const before = document.activeElement;
		input.current?.focus();
		return () => {
			if (before instanceof HTMLElement) before.focus({ preventScroll: true });
		};
	}, []);
	return input;
}
