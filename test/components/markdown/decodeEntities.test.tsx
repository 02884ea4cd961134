import { characterEntities } from "character-entities";
import { expect, test } from "vitest";
import { decodeEntities } from "../../../src/components/markdown/parse/entities.ts";

const PACKAGE = "decode-named-character-reference";

/** The package's build for browsers, which asks the DOM. Node takes the one with a table. */
async function loadDomBuild(): Promise<{ decodeNamedCharacterReference(name: string): string | false }> {
	return await import(/* @vite-ignore */ new URL("index.dom.js", import.meta.resolve(PACKAGE)).href);
}

test("every name of HTML is decoded", () => {
	expect(decodeEntities("caf&eacute; M&uuml;ller &alpha; &hearts;")).toBe("café Müller α ♥");
	expect(decodeEntities("&CounterClockwiseContourIntegral; &NotEqualTilde; &fjlig; &semi;")).toBe("∳ ≂̸ fj ;");
	expect(decodeEntities("&amp; &lt; &gt; &quot; &apos; &nbsp;")).toBe("& < > \" ' \u00a0");
	expect(decodeEntities("&#233; &#xE9; &#0; &#xD800;")).toBe("é é \ufffd \ufffd");
});

test("text that is no reference stays as it was written", () => {
	const text = "&nothing; &notit; &eacute &constructor; &toString; a & b &; AT&T";
	expect(decodeEntities(text)).toBe(text);
});

test("decoded text is not decoded again", () => {
	expect(decodeEntities("&amp;eacute; &amp;#233;")).toBe("&eacute; &#233;");
});

test("a browser decodes as the server does, so that a page can be hydrated", async () => {
	const { decodeNamedCharacterReference } = await loadDomBuild();
	const names = Object.keys(characterEntities);
	expect(names.length).toBeGreaterThan(2_000);
	const differing = names.filter((name) => decodeNamedCharacterReference(name) !== decodeEntities(`&${name};`));
	expect(differing).toEqual([]);
	expect(["nothing", "notit", "constructor"].map(decodeNamedCharacterReference)).toEqual([false, false, false]);
});
