import type { WorkspaceState } from "../../core/index.ts";
import type { TimelineItem } from "../../protocol/index.ts";
import type { Labels } from "../../react/labels/Labels.ts";
import type { ItemFinder } from "../../react/useSearch.ts";
import type { TranslateError } from "../item-kind/searchText.ts";
import { itemSearchTexts } from "../items/itemTexts.ts";

/** Gives the words of an item that can be found, in small letters. */
type GetSearchText = (item: TimelineItem) => string;

/** Items do not change, so a reader reads each once. It goes with the search that it was made for, and so do the texts. */
function createSearchTextCache(translateError: TranslateError): GetSearchText {
	const known = new WeakMap<TimelineItem, string>();
	return (item) => {
		const text = known.get(item) ?? lowerCaseText(item, translateError);
		known.set(item, text);
		return text;
	};
}

function lowerCaseText(item: TimelineItem, translateError: TranslateError): string {
	return itemSearchTexts(item, translateError)
		.map(({ text }) => text)
		.join("\n")
		.toLowerCase();
}

/** What is looked for, as it is compared: in small letters; empty for white space. */
export function normalizeQuery(query: string): string {
	return query.trim().toLowerCase();
}

/** The ids of the items that hold what is looked for, oldest first; none for white space. */
function filterItemIds(
	query: string,
	{ itemIds, items }: Pick<WorkspaceState, "itemIds" | "items">,
	read: GetSearchText,
): readonly string[] {
	const words = normalizeQuery(query);
	if (words === "") return [];
	return itemIds.filter((id) => {
		const item = items.get(id);
		return item !== undefined && read(item).includes(words);
	});
}

const ENGLISH: Pick<Labels, "error"> = { error: (fault) => fault };

/**
 * Makes a `findItems` that reads each item once, for as long as it is held: for a search that asks again at each letter.
 *
 * @param labels - Word failures as the reader sees them. In English without.
 * @example
 * const labels = useLabels();
 * const find = useMemo(() => createItemFinder(labels), [labels]);
 * const search = useSearch({ find });
 */
export function createItemFinder(labels: Pick<Labels, "error"> = ENGLISH): ItemFinder {
	const read = createSearchTextCache(labels.error);
	return (state, query) => filterItemIds(query, state, read);
}

/**
 * The ids of the loaded items that hold what is looked for, oldest first; capitals do not matter. None for white space.
 * All that can be read in the timeline is looked through, folded or not: a call's input and output, who gave which answer
 * to a permission, and with a prompt the files and the failure of its turn. Each call reads all of it anew.
 *
 * @param labels - Word failures as the reader sees them. In English without.
 * @example
 * const [newest] = findItems(store.get(), "retry").toReversed();
 */
export function findItems(
	state: Pick<WorkspaceState, "itemIds" | "items">,
	query: string,
	labels?: Pick<Labels, "error">,
): readonly string[] {
	return createItemFinder(labels)(state, query);
}
