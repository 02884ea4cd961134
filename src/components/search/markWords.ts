import { highlightRanges } from "./drawRanges.ts";
import { matchRanges } from "./wordRanges.ts";

/** More in one row tell nobody more, and a letter stands a hundred thousand times in a long output. */
const MAX_MATCHES_IN_ROW = 1_000;

/**
 * Marks words in the rows of a list until it is ended, those of the marked row more strongly. Rows come and go, and some
 * grow: those that change are read again, before they are painted and then once per frame at most.
 */
export function highlightMatches(list: Element, words: string): () => void {
	const drawn = new Map<Element, () => void>();
	const changed = new Set<Element>();
	let frame = 0;

	function draw() {
		const rows = new Set(list.querySelectorAll(".wsc-row"));
		for (const [row, erase] of drawn) {
			if (rows.has(row) && !changed.has(row)) continue;
			erase();
			drawn.delete(row);
		}
		for (const row of rows) if (!drawn.has(row)) drawn.set(row, highlightRow(row, words));
		changed.clear();
	}
	function handleFrame() {
		frame = 0;
		if (changed.size > 0) draw();
	}
	function handleChange(records: readonly MutationRecord[]) {
		for (const { target } of records) changed.add(closestRow(target) ?? list);
		if (frame !== 0) return;
		// At once: a text that was replaced has lost its marks, and would flicker.
		draw();
		frame = requestAnimationFrame(handleFrame);
	}

	const observer = new MutationObserver(handleChange);
	const attributeFilter = ["data-marked"];
	observer.observe(list, { subtree: true, childList: true, characterData: true, attributeFilter });
	draw();
	return () => {
		observer.disconnect();
		cancelAnimationFrame(frame);
		for (const erase of drawn.values()) erase();
	};
}

function highlightRow(row: Element, words: string): () => void {
	const ranges = [...matchRanges(row, words, MAX_MATCHES_IN_ROW)];
	return highlightRanges(row.hasAttribute("data-marked") ? "wsc-found-current" : "wsc-found", ranges);
}

function closestRow(node: Node): Element | null {
	return (node instanceof Element ? node : node.parentElement)?.closest(".wsc-row") ?? null;
}
