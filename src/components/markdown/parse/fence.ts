import { revealDirectionOverrides } from "../../primitives/displayText.ts";
import type { MarkdownNode } from "./nodes.ts";

/**
 * The fence that opened a code block.
 *
 * Models write Markdown into a code block with fences of three backticks, and code into that with fences of three, too.
 * By the specification the first closing fence ends the outer block. Here a fence with a language in a code block of
 * Markdown opens an inner one.
 */
export interface Fence {
	readonly run: string;
	/** What follows the run, usually a language. */
	readonly info: string;
	/** The fence of code in a code block of Markdown. */
	readonly inner?: string | undefined;
}

const FENCE = /^ {0,3}(?:(`{3,})([^`]*)|(~{3,})([^\n]*))$/;
const CLOSING_FENCE = /^ {0,3}(`{3,}|~{3,})[ \t]*$/;
const MARKDOWN = /^(?:markdown|md|mdx)(?:\s|$)/i;

/** The fence that a line is, if it may open a code block. */
export function openFence(line: string): Fence | undefined {
	const [, ticks, afterTicks, tildes, afterTildes] = FENCE.exec(line.trimEnd()) ?? [];
	const run = ticks ?? tildes;
	return run === undefined ? undefined : { run, info: (afterTicks ?? afterTildes ?? "").trim() };
}

function closesFence(run: string, line: string): boolean {
	return CLOSING_FENCE.exec(line.trimEnd())?.[1]?.startsWith(run) === true;
}

/** The fence after the next line of its code block; undefined if that line closes it. */
export function readFencedLine(fence: Fence, line: string, nests: boolean): Fence | undefined {
	if (fence.inner !== undefined) return closesFence(fence.inner, line) ? { ...fence, inner: undefined } : fence;
	if (closesFence(fence.run, line)) return undefined;
	const other = nests && MARKDOWN.test(fence.info) ? openFence(line) : undefined;
	return other?.info && other.run.startsWith(fence.run) ? { ...fence, inner: other.run } : fence;
}

/** Stands for a tab: no text has this code point, which Unicode reserves for programs. */
const TAB_MARK = "\ufdd0";
const FENCE_IN_BLOCKS = /^((?:[ \t>]|(?:[-*+]|\d{1,9}[.)])(?=[ \t]))*)(`{3,}(?=[^`]*$)|~{3,})/;
const TAB_WIDTH = 4;

/**
 * Replaces the tabs that indent code in lists, quotes and indented fences, where marked turns tabs into spaces: a
 * makefile without them is broken. `restoreTabs` puts them back.
 *
 * @param open - Whether the end of a code block may still come.
 */
export function protectTabs(source: string, open: boolean): string {
	if (!source.includes("\t") || !/```|~~~/.test(source) || source.includes(TAB_MARK)) return source;
	const lines = source.split("\n");
	// A fence outside of lists and quotes begins a block of its own.
	const first = lines.findIndex((line) => line.trim() !== "");
	for (let index = 0; index < lines.length; index++) {
		const [, prefix, run] = FENCE_IN_BLOCKS.exec(lines[index] ?? "") ?? [];
		if (prefix === undefined || run === undefined) continue;
		const start = index + 1;
		const closes = (line: string) => closesFence(run, line.replace(/^[ \t>]+/, ""));
		let end = start;
		while (end < lines.length && !closes(lines[end] ?? "")) end++;
		// Without an end, what follows may be anything.
		if (end === lines.length && !open) return lines.join("\n");
		const column = columnsOf(prefix);
		const isTopLevel = index === first && prefix.trim() === "";
		for (let line = start; line < end; line++) lines[line] = markTabs(lines[line] ?? "", column, isTopLevel);
		index = end;
	}
	return lines.join("\n");
}

export function restoreTabs(text: string): string {
	return text.includes(TAB_MARK) ? text.replaceAll(TAB_MARK, "\t") : text;
}

function columnsOf(text: string): number {
	let column = 0;
	for (const character of text) column = nextColumn(column, character);
	return column;
}

function nextColumn(column: number, character: string): number {
	return character === "\t" ? column + TAB_WIDTH - (column % TAB_WIDTH) : column + 1;
}

/** @param isTopLevel - Whether a tab that begins before the column of the fence is part of the code. */
function markTabs(line: string, from: number, isTopLevel: boolean): string {
	let column = 0;
	let start = 0;
	while (column < from && /[ \t>]/.test(line.charAt(start))) {
		const next = nextColumn(column, line.charAt(start));
		if (next > from && isTopLevel) break;
		column = next;
		start++;
	}
	return line.slice(0, start) + line.slice(start).replace(/^[ \t]+/, (indent) => indent.replaceAll("\t", TAB_MARK));
}

/** The node of a code block. @param info - What follows its fence: the language is the first word. */
export function codeBlock(info: string, text: string): MarkdownNode {
	const [language = ""] = /^\S*/.exec(info.trim()) ?? [];
	return {
		type: "code_block",
		language: revealDirectionOverrides(language),
		text: revealDirectionOverrides(restoreTabs(text)),
	};
}

/** Parses a block that is a code block of Markdown with code in it. Undefined for all others. */
export function parseNestedFence(source: string): readonly MarkdownNode[] | undefined {
	const lines = source.trimEnd().split(/\r\n?|\n/);
	let fence = openFence(lines[0] ?? "");
	if (!fence || !MARKDOWN.test(fence.info)) return undefined;
	let hasNested = false;
	for (const [index, line] of lines.entries()) {
		if (index === 0) continue;
		const next = readFencedLine(fence, line, true);
		if (next === undefined) {
			if (!hasNested || index < lines.length - 1) return undefined;
			return [codeBlock(fence.info, lines.slice(1, -1).join("\n"))];
		}
		fence = next;
		hasNested ||= fence.inner !== undefined;
	}
	return undefined;
}
