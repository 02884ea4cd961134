import type { ItemFinder } from "../../react/itemFinder.ts";
import type { Labels } from "../../react/labels/Labels.ts";
import { createItemReader } from "./createItemReader.ts";
import { itemsWith } from "./itemsWith.ts";

const inEnglish: Pick<Labels, "fault"> = { fault: (fault) => fault };

/**
 * Makes a `findItems` that reads each item once, for as long as it is held: for a search that asks again at each letter.
 *
 * @param labels - Word failures as the reader sees them. In English without.
 * @example
 * const labels = useLabels();
 * const find = useMemo(() => createItemFinder(labels), [labels]);
 * const search = useSearch({ find });
 */
export function createItemFinder(labels: Pick<Labels, "fault"> = inEnglish): ItemFinder {
	const read = createItemReader(labels.fault);
	return (state, query) => itemsWith(query, state, read);
}
