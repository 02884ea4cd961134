"use client";

import { type KeyboardEvent, type RefObject, useContext, useEffect, useMemo, useRef } from "react";
import type { WorkspaceState } from "../../core/index.ts";
import { isComposing } from "../../react/keyboard.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useWorkspaceSelector, useWorkspaceStore } from "../../react/store.tsx";
import { type SearchState, useSearch } from "../../react/useSearch.ts";
import type { SearchableText, TranslateError } from "../item-kind/searchText.ts";
import { approvalsByCall } from "../items/approval/approvalsByCall.ts";
import { itemSearchTexts } from "../items/itemTexts.ts";
import { Button } from "../primitives/Button.tsx";
import { FoldStoreContext } from "../primitives/Fold.tsx";
import { Icon } from "../primitives/Icon.tsx";
import { createItemFinder, normalizeQuery } from "./findItems.ts";
import { useMatchHighlights } from "./matchHighlights.ts";

/**
 * Scrolls to an item and marks its row, loading older pages until it is there. With `atTurnEnd` it is the row where the
 * turn of the prompt ends. Null removes the mark.
 */
export type RevealItem = (itemId: string | null, atTurnEnd?: boolean) => void;

type LoadedItems = Pick<WorkspaceState, "itemIds" | "items">;

export interface MatchLocation {
	/** The folds that have to be open for the words to be seen. */
	readonly folds: readonly string[];
	/** What the folds of the row are kept under that tells of the item. */
	readonly rowId: string;
	/** Whether they stand at the end of the prompt's turn only. */
	readonly isTurnEnd: boolean;
}

/** Where in an item the words are that it was found by. */
export function locateMatch(
	{ itemIds, items }: LoadedItems,
	itemId: string,
	query: string,
	translateError: TranslateError,
): MatchLocation {
	const item = items.get(itemId);
	if (!item) return { folds: [], rowId: itemId, isTurnEnd: false };
	const row = item.kind === "approval" ? approvalRowId({ itemIds, items }, itemId) : itemId;
	const words = normalizeQuery(query);
	const places = itemSearchTexts(item, translateError, row).filter(({ text }) => text.toLowerCase().includes(words));
	const own = places.filter(({ isTurnEnd }) => !isTurnEnd);
	const isTurnEnd = own.length === 0 && places.length > 0;
	return { folds: foldsAround(isTurnEnd ? places : own), rowId: row, isTurnEnd };
}

/** A permission is told in the row of its call. */
function approvalRowId({ itemIds, items }: LoadedItems, approvalId: string): string {
	const held = itemIds.map((id) => items.get(id)).filter((item) => item !== undefined);
	for (const [call, approval] of approvalsByCall(held)) if (approval === approvalId) return call;
	return approvalId;
}

function foldsAround(places: readonly SearchableText[]): readonly string[] {
	const telling = places.filter(({ isRedundant }) => !isRedundant);
	return (telling.length > 0 ? telling : places.slice(0, 1)).flatMap(({ folds }) => folds);
}

/** The search of the timeline around, which shows one place after the other. What is folded around a place is open while it is shown. */
export function useTimelineSearch(reveal: RevealItem): SearchState {
	const store = useWorkspaceStore();
	const labels = useLabels();
	const folds = useContext(FoldStoreContext);
	const findItems = useMemo(() => createItemFinder(labels), [labels]);
	useEffect(() => {
		return () => {
			reveal(null);
			folds?.holdOpen([]);
		};
	}, [reveal, folds]);

	const onNavigate = (itemId: string | null, query: string) => {
		const place = itemId === null ? null : locateMatch(store.get(), itemId, query, labels.error);
		folds?.holdOpen(place?.folds ?? [], place ? { rowId: place.rowId, query: normalizeQuery(query) } : undefined);
		reveal(itemId, place?.isTurnEnd);
	};
	return useSearch({ findItems, onNavigate });
}

export interface SearchBarProps {
	/** What scrolls, with the rows that are searched. */
	readonly list: RefObject<Element | null>;
	readonly reveal: RevealItem;
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
