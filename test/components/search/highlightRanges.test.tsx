import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { highlightRanges } from "../../../src/components/search/matchHighlights.ts";

// jsdom has no CSS Custom Highlight API: a registry is a map, and a highlight a set.
beforeEach(() => {
	vi.stubGlobal("CSS", { highlights: new Map() });
	vi.stubGlobal("Highlight", Set);
});
afterEach(() => {
	vi.unstubAllGlobals();
});

test("highlights are removed by their owner, and the name with the last of them", () => {
	const erase = highlightRanges("found", [new Range()]);
	const eraseOther = highlightRanges("found", [new Range(), new Range()]);
	erase();
	expect(CSS.highlights.get("found")?.size).toBe(2);
	eraseOther();
	expect(CSS.highlights.has("found")).toBe(false);
});

test("removing a row without matches keeps the highlights of the other rows", () => {
	const eraseNothing = highlightRanges("found", []);
	highlightRanges("found", [new Range()])();
	highlightRanges("found", [new Range()]);
	eraseNothing();
	expect(CSS.highlights.get("found")?.size).toBe(1);
});
