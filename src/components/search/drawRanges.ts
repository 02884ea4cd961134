/**
 * Draws ranges as the stylesheet says for a name, by the CSS Custom Highlight API. The rooms of a page share the names, so
 * each takes back its own ranges only: with what is returned.
 */
export function highlightRanges(name: string, ranges: readonly Range[]): () => void {
	if (ranges.length === 0) return () => {};
	const highlight = CSS.highlights.get(name) ?? new Highlight();
	CSS.highlights.set(name, highlight);
	for (const range of ranges) highlight.add(range);
	return () => {
		for (const range of ranges) highlight.delete(range);
		if (highlight.size === 0) CSS.highlights.delete(name);
	};
}
