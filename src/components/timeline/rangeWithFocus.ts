import { defaultRangeExtractor, type Range, type Virtualizer } from "@tanstack/react-virtual";

type RowVirtualizer = Virtualizer<HTMLDivElement, HTMLDivElement>;

/** The rows to render: those in sight, and the one that has the focus, which would be lost with it. */
export function visibleRangeWithFocus(range: Range, list: RowVirtualizer | null): number[] {
	const indexes = defaultRangeExtractor(range);
	const focused = list ? focusedIndex(list) : -1;
	if (focused === -1 || indexes.includes(focused)) return indexes;
	return [...indexes, focused].sort((one, other) => one - other);
}

/** By its key: what stands on its element is the index that it had before an older page came. */
function focusedIndex({ elementsCache, options }: RowVirtualizer): number {
	for (const [key, row] of elementsCache) {
		if (!row.contains(document.activeElement)) continue;
		for (let index = 0; index < options.count; index++) if (options.getItemKey(index) === key) return index;
	}
	return -1;
}
