import { decodeEntities } from "../../../../src/components/markdown/parse/entities.ts";
import { parseNodes } from "../parseNodes.ts";
import { shownText } from "./shownText.ts";

/**
 * Compares text in and text out. Returns what is wrong with it:
 *
 * - "lost": a word that must be visible (`w7`, see `createMarkdown`) is not, or not once and in its order. Of a text that
 *   is still written, this holds for all lines but the last two, up to a comment without its end.
 * - "invented": what is shown, without white space, is not a subsequence of the source, in which each character
 *   reference may stand for its character.
 */
export function findBroken(text: string, open: boolean, math: boolean): string | undefined {
	const shown = shownText(parseNodes(text, { open, math }));
	const outside = withoutComments(text);
	const expected = wordsOf(open ? settledPart(outside) : outside);
	// What looks like a comment may be in code, where it is shown.
	const inComments = wordsOf(text).filter((word) => !wordsOf(outside).includes(word));
	const seen = wordsOf(shown).filter((word) => !inComments.includes(word));
	if (open ? !isPrefix(expected, seen) : expected.join() !== seen.join())
		return `lost: ${expected.find((word, index) => seen[index] !== word) ?? "order"}`;
	return findInvented(text, shown);
}

function findInvented(text: string, shown: string): string | undefined {
	const source = [
		...withoutSpace(text.replaceAll("\0", "\ufffd").replace(/&#?\w+;/g, (name) => decodeEntities(name) + name)),
	];
	let index = 0;
	for (const character of withoutSpace(shown)) {
		while (index < source.length && source[index] !== character) index++;
		if (index === source.length) return `invented: ${JSON.stringify(character)} in ${JSON.stringify(shown)}`;
		index++;
	}
	return undefined;
}

function withoutSpace(text: string): string {
	return text.replace(/\s/g, "");
}

function wordsOf(text: string): readonly string[] {
	return text.match(/w\d+/g) ?? [];
}

function withoutComments(text: string): string {
	// Three tildes may be a fence: what follows them is then the name of a language.
	return text.replace(/<!--[\s\S]*?-->|~{3,}[^\n]*/g, "");
}

function settledPart(text: string): string {
	const lines = text.split("\n").slice(0, -2).join("\n");
	const comment = text.indexOf("<!--", Math.max(0, text.lastIndexOf("-->")));
	return comment < 0 ? lines : lines.slice(0, comment);
}

function isPrefix(some: readonly string[], others: readonly string[]): boolean {
	return some.every((word, index) => others[index] === word);
}
