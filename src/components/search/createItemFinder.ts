import type { ItemFinder } from "../../react/itemFinder.ts";
import type { Labels } from "../../react/labels/Labels.ts";
import { createSearchTextCache } from "./createItemReader.ts";
import { filterItemIds } from "./itemsWith.ts";

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
