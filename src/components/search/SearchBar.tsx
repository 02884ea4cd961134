"use client";

import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef, useState } from "react";
import { isComposing } from "../../react/keyboard.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { Button } from "../primitives/Button.tsx";
import { Icon } from "../primitives/Icon.tsx";
import { createLazyPart, type PlainForm } from "../primitives/lazyPart.tsx";
import type { RevealItem, SearchNavigation, SearchResultsProps } from "./SearchResults.tsx";

const PlainSearchResults: PlainForm<SearchResultsProps> = ({ isLoading }) => {
	const labels = useLabels();
	return (
		<span className="wsc-search-count" role="status">
			{!isLoading && labels.searchUnavailable}
		</span>
	);
};

/** `<SearchResults>`: the search itself. It is preloaded when the page is idle. */
export const LazySearchResults = createLazyPart(
	async () => (await import("./SearchResults.tsx")).SearchResults,
	PlainSearchResults,
);

interface SearchBarProps {
	/** The element that scrolls, with the rows that are searched. */
	readonly list: RefObject<Element | null>;
	readonly reveal: RevealItem;
	readonly onClose: () => void;
}

/**
 * Searches the timeline from its end backwards: Enter goes to the next older match, Shift+Enter to the next newer one.
 *
 * Only the results are loaded lazily. The field is there at once, so that what people type after Mod+F on a slow network
 * goes into it, and not into the composer.
 */
export function SearchBar({ list, reveal, onClose }: SearchBarProps) {
	const labels = useLabels();
	const [query, setQuery] = useState("");
	const input = useFocusWhileMounted();
	const navigation = useRef<SearchNavigation>(null);
	const handleKeyDown = (event: KeyboardEvent) => {
		if (isComposing(event)) return;
		if (event.key === "Escape") onClose();
		if (event.key !== "Enter" || event.target !== input.current) return;
		event.preventDefault();
		if (event.shiftKey) navigation.current?.goToNewer();
		else navigation.current?.goToOlder();
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
				onChange={(event) => setQuery(event.target.value)}
			/>
			<LazySearchResults query={query} list={list} reveal={reveal} navigation={navigation} />
			<Button variant="quiet" aria-label={labels.close} onClick={onClose}>
				<Icon name="close" />
			</Button>
		</search>
	);
}

/** Focuses the field on mount, and gives the focus back on unmount. */
function useFocusWhileMounted() {
	const input = useRef<HTMLInputElement>(null);
	useLayoutEffect(() => {
		const previous = document.activeElement;
		input.current?.focus();
		return () => {
			if (previous instanceof HTMLElement) previous.focus({ preventScroll: true });
		};
	}, []);
	return input;
}
