import { expect, test } from "vitest";
import { matchRanges } from "../../../src/components/search/matchHighlights.ts";

/** The texts of the ranges that match in some markup. */
function matchesIn(markup: string, query: string): readonly string[] {
	const root = document.createElement("div");
	root.innerHTML = markup;
	return [...matchRanges(root, query)].map(String);
}

test("all matches are found in order, ignoring case", () => {
	expect(matchesIn("<p>Retry, retry, RETRY</p>", "retry")).toEqual(["Retry", "retry", "RETRY"]);
	expect(matchesIn("<p>aaaa</p>", "aa")).toEqual(["aa", "aa"]);
	expect(matchesIn("<p>Nothing</p>", "retry")).toEqual([]);
	expect(matchesIn("<p>Nothing</p>", "")).toEqual([]);
});

test("a match spans inline elements, but not blocks", () => {
	expect(matchesIn("<p>the <strong>upload</strong> dialog</p>", "the upload dialog")).toEqual(["the upload dialog"]);
	expect(matchesIn("<pre><code><span>const</span> <span>a</span>\n= 1</code></pre>", "const a")).toEqual(["const a"]);
	expect(matchesIn("<p>up</p><p>load</p>", "upload")).toEqual([]);
	expect(matchesIn("up<p>x</p>load", "upload")).toEqual([]);
	expect(matchesIn("<p>up<br>load</p>", "upload")).toEqual([]);
});

test("positions are right in a text whose lower case is longer than the text", () => {
	expect(matchesIn("<p>İİ İstanbul is large</p>", "is large")).toEqual(["is large"]);
	expect(matchesIn("<p>x İstanbul y</p>", "i̇stanbul")).toEqual(["İstanbul"]);
	expect(matchesIn("<p>İİ 😀 word</p>", "😀 word")).toEqual(["😀 word"]);
});

test("text for screen readers only is not matched", () => {
	expect(matchesIn('<p><span class="wsc-hidden">upload</span> upload</p>', "upload")).toEqual(["upload"]);
});

test("no more matches are searched than the limit", () => {
	const root = document.createElement("div");
	root.textContent = "a".repeat(5_000);
	expect([...matchRanges(root, "a", 1_000)]).toHaveLength(1_000);
});
