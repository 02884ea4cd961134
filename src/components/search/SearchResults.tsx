"use client";

import { type RefObject, useContext, useEffect, useImperativeHandle, useMemo } from "react";
import type { WorkspaceState } from "../../core/index.ts";
import type { TimelineItem } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useWorkspaceSelector, useWorkspaceStore } from "../../react/store.tsx";
import { type SearchState, useSearch } from "../../react/useSearch.ts";
import { foldsAroundItem, placeNested } from "../item-kind/nestedItems.ts";
import type { SearchableText, SearchLabels } from "../item-kind/searchText.ts";
import { approvalsByCall } from "../items/approval/approvalsByCall.ts";
import { groupEvents, groupFoldId } from "../items/event/eventGroups.ts";
import { itemSearchTexts } from "../items/itemKinds.ts";
import { placeNotes } from "../items/note/placeNotes.ts";
import { Button } from "../primitives/Button.tsx";
import { FoldStoreContext } from "../primitives/Fold.tsx";
import { Icon } from "../primitives/Icon.tsx";
import { outputText } from "../terminal-output/outputText.ts";
import { createItemFinder, normalizeQuery } from "./findItems.ts";
import { useMatchHighlights } from "./matchHighlights.ts";

/**
 * Scrolls to an item and marks its row, loading older pages until it is there. With `atTurnEnd` it is the row where the
 * turn of the prompt ends. Null removes the mark.
 */
export type RevealItem = (itemId: string | null, atTurnEnd?: boolean) => void;

type LoadedItems = Pick<WorkspaceState, "itemIds" | "items">;

interface MatchLocation {
	/** The folds that have to be open for the match to be seen. */
	readonly folds: readonly string[];
	/** The item whose row shows the match. */
	readonly rowId: string;
	/** Whether the match is only in the end of the prompt's turn. */
	readonly isTurnEnd: boolean;
}

/** Where in its row an item shows the query that it matches. */
function locateMatch(
	{ itemIds, items }: LoadedItems,
	itemId: string,
	query: string,
	labels: SearchLabels,
): MatchLocation {
	const item = items.get(itemId);
	if (!item) return { folds: [], rowId: itemId, isTurnEnd: false };
	const loaded = itemIds.map((id) => items.get(id)).filter((other) => other !== undefined);
	const group = item.kind === "event" ? groupOf(loaded, itemId) : null;
	const rowId = group ?? rowIdOf(item, loaded);
	const words = normalizeQuery(query);
	const matches = itemSearchTexts(item, labels, outputText, rowId).filter(({ text }) =>
		text.toLowerCase().includes(words),
	);
	const inItem = matches.filter(({ isTurnEnd }) => !isTurnEnd);
	const isTurnEnd = inItem.length === 0 && matches.length > 0;
	const groupFolds = group === null ? [] : [groupFoldId(group)];
	const folds = [...foldsAroundItem(items, rowId), ...groupFolds, ...foldsAround(isTurnEnd ? matches : inItem)];
	return { folds, rowId, isTurnEnd };
}

/** An approval is shown in the row of its tool call, and a note in the row of what it is about. */
function rowIdOf({ kind, id }: TimelineItem, loaded: readonly TimelineItem[]): string {
	if (kind !== "approval" && kind !== "note") return id;
	const approvals = approvalsByCall(loaded);
	for (const [call, approval] of approvals) if (approval === id) return call;
	for (const [rowId, noteIds] of placeNotes(loaded, approvals)) if (noteIds.includes(id)) return rowId;
	return id;
}

/** The first of the events that are shown in one line with this one; null for an event that has a row of its own. */
function groupOf(loaded: readonly TimelineItem[], eventId: string): string | null {
	const approvals = approvalsByCall(loaded);
	const folded = new Set([...approvals.values(), ...[...placeNotes(loaded, approvals).values()].flat()]);
	const groups = groupEvents(
		placeNested(
			loaded.filter(({ id }) => !folded.has(id)),
			() => true,
		),
	);
	for (const [first, ids] of groups) if (ids.includes(eventId)) return first;
	return null;
}

function foldsAround(matches: readonly SearchableText[]): readonly string[] {
	const distinct = matches.filter(({ isRedundant }) => !isRedundant);
	return (distinct.length > 0 ? distinct : matches.slice(0, 1)).flatMap(({ folds }) => folds);
}

/** Searches the timeline and shows one match at a time. The folds around a match are open while it is shown. */
function useTimelineSearch(query: string, reveal: RevealItem): SearchState {
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

	const onNavigate = (itemId: string | null, words: string) => {
		const match = itemId === null ? null : locateMatch(store.get(), itemId, words, labels);
		folds?.holdOpen(match?.folds ?? [], match ? { rowId: match.rowId, query: normalizeQuery(words) } : undefined);
		reveal(itemId, match?.isTurnEnd);
	};
	const state = useSearch({ findItems, onNavigate });
	// biome-ignore lint/correctness/useExhaustiveDependencies: the search follows the field, not new renders.
	useEffect(() => {
		if (query !== state.query) state.search(query);
	}, [query]);
	return state;
}

/** What the keys in the search field do. */
export interface SearchNavigation {
	readonly goToOlder: () => void;
	readonly goToNewer: () => void;
}

export interface SearchResultsProps {
	readonly query: string;
	/** The element that scrolls, with the rows that are searched. */
	readonly list: RefObject<Element | null>;
	readonly reveal: RevealItem;
	/** Set while the results are mounted. */
	readonly navigation: RefObject<SearchNavigation | null>;
}

/** Finds the query in the timeline, goes to the newest match, and shows how many there are with buttons to the others. */
export function SearchResults({ query, list, reveal, navigation }: SearchResultsProps) {
	const labels = useLabels();
	const search = useTimelineSearch(query, reveal);
	const hasOlder = useWorkspaceSelector((state) => state.hasOlder);
	const { matches, currentId, currentIndex, loading, canGoOlder, canGoNewer } = search;
	const goToOlder = () => canGoOlder && search.goToOlder();
	const goToNewer = () => canGoNewer && search.goToNewer();
	useImperativeHandle(navigation, () => ({ goToOlder, goToNewer }));
	useMatchHighlights(list, search.query, currentId);
	const hasQuery = search.query.trim() !== "";
	/** For a narrow chat, where the field needs the room. */
	const short = `${currentIndex + 1}/${matches.length}${hasOlder ? "+" : ""}`;
	return (
		<>
			<span className="wsc-search-count" role="status">
				<span className="wsc-search-words">
					{loading ? labels.loadingOlder : hasQuery && labels.searchResults(currentIndex + 1, matches.length, hasOlder)}
				</span>
				<span className="wsc-search-short" aria-hidden="true">
					{loading ? "…" : hasQuery && short}
				</span>
			</span>
			<Button
				variant="quiet"
				aria-label={labels.searchOlderMatch}
				aria-disabled={!canGoOlder || undefined}
				onClick={goToOlder}
			>
				<Icon name="send" />
			</Button>
			<Button
				variant="quiet"
				aria-label={labels.searchNewerMatch}
				aria-disabled={!canGoNewer || undefined}
				onClick={goToNewer}
			>
				<Icon name="latest" />
			</Button>
		</>
	);
}
