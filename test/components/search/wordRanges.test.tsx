import { expect, test } from "vitest";
import { matchRanges } from "../../../src/components/search/matchHighlights.ts";

/** What is found in markup, as it is read. */
function found(markup: string, words: string): readonly string[] {
	const root = document.createElement("div");
	root.innerHTML = markup;
	return [...matchRanges(root, words)].map(String);
}

test("words are found in capitals or not, one place after the other", () => {
	expect(found("<p>Retry, retry, RETRY</p>", "retry")).toEqual(["Retry", "retry", "RETRY"]);
	expect(found("<p>aaaa</p>", "aa")).toEqual(["aa", "aa"]);
	expect(found("<p>Nothing</p>", "retry")).toEqual([]);
	expect(found("<p>Nothing</p>", "")).toEqual([]);
});

test("words go over what stands out in a line, and not over its end", () => {
	expect(found("<p>the <strong>upload</strong> dialog</p>", "the upload dialog")).toEqual(["the upload dialog"]);
	expect(found("<pre><code><span>const</span> <span>a</span>\n= 1</code></pre>", "const a")).toEqual(["const a"]);
	expect(found("<p>up</p><p>load</p>", "upload")).toEqual([]);
	expect(found("up<p>x</p>load", "upload")).toEqual([]);
	expect(found("<p>up<br>load</p>", "upload")).toEqual([]);
});

test("a text whose lower case is longer than itself is marked where the words are", () => {
	expect(found("<p>İİ İstanbul is large</p>", "is large")).toEqual(["is large"]);
	expect(found("<p>x İstanbul y</p>", "i̇stanbul")).toEqual(["İstanbul"]);
	expect(found("<p>İİ 😀 word</p>", "😀 word")).toEqual(["😀 word"]);
});

test("what is there for screen readers only is not marked", () => {
	expect(found('<p><span class="wsc-hidden">upload</span> upload</p>', "upload")).toEqual(["upload"]);
});

test("no more are looked for than are wanted", () => {
	const root = document.createElement("div");
	root.textContent = "a".repeat(5_000);
	expect([...matchRanges(root, "a", 1_000)]).toHaveLength(1_000);
});
