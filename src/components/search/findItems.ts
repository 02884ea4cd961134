import type { WorkspaceState } from "../../core/index.ts";
import type { TimelineItem } from "../../protocol/index.ts";
import { english } from "../../react/labels/english.ts";
import type { ItemFinder } from "../../react/useSearch.ts";
import type { SearchLabels } from "../item-kind/searchText.ts";
import { itemSearchTexts } from "../items/itemKinds.ts";
import { outputText } from "../terminal-output/outputText.ts";

/** Returns the searchable text of an item in lower case. */
type GetSearchText = (item: TimelineItem) => string;

/** Items are immutable, so the text of each is computed once. The cache is garbage-collected with the search it was created for. */
function createSearchTextCache(labels: SearchLabels): GetSearchText {
	const cache = new WeakMap<TimelineItem, string>();
	return (item) => {
		const text = cache.get(item) ?? lowerCaseText(item, labels);
		cache.set(item, text);
		return text;
	};
}

function lowerCaseText(item: TimelineItem, labels: SearchLabels): string {
	return itemSearchTexts(item, labels, outputText)
		.map(({ text }) => text)
		.join("\n")
		.toLowerCase();
}

/** A query as it is compared: trimmed and in lower case. */
export function normalizeQuery(query: string): string {
	return query.trim().toLowerCase();
}

/** The ids of the items that contain the query, oldest first; none for a blank query. */
function filterItemIds(
	query: string,
	{ itemIds, items }: Pick<WorkspaceState, "itemIds" | "items">,
	getText: GetSearchText,
): readonly string[] {
	const normalized = normalizeQuery(query);
	if (normalized === "") return [];
	return itemIds.filter((id) => {
		const item = items.get(id);
		return item !== undefined && getText(item).includes(normalized);
	});
}

/**
 * Creates a `findItems` that caches the text of each item, for a search that runs at each key press.
 *
 * @param labels - The texts of errors and events, so that they are found as they are shown. Default: English.
 * @example
 * const labels = useLabels();
 * const findItems = useMemo(() => createItemFinder(labels), [labels]);
 * const search = useSearch({ findItems });
 */
export function createItemFinder(labels: SearchLabels = english): ItemFinder {
	const getText = createSearchTextCache(labels);
	return (state, query) => filterItemIds(query, state, getText);
}

/**
 * The ids of the loaded items that contain a query, oldest first, ignoring case. None for a blank query. Searches
 * everything that can be read in the timeline, folded or not: the input and output of tool calls, the answers to
 * permission requests, and with a prompt the files and the error of its turn. Computes all texts at each call: use
 * `createItemFinder` to search repeatedly.
 *
 * @param labels - The texts of errors and events, so that they are found as they are shown. Default: English.
 * @example
 * const [newest] = findItems(store.get(), "retry").toReversed();
 */
export function findItems(
	state: Pick<WorkspaceState, "itemIds" | "items">,
	query: string,
	labels?: SearchLabels,
): readonly string[] {
	return createItemFinder(labels)(state, query);
}
