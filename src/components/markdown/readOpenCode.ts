import { revealDirectionOverrides } from "../text/revealDirectionOverrides.ts";
import type { MarkdownNode } from "./markdownNode.ts";

const FENCE_START = /^(?:[ \t]*\n)*(`{3,}|~{3,})([^\n\r`\\&]*)\n/;
const FENCE_END = /^ {0,3}(`+|~+) *(\n?)$/;

/**
 * Reads a block that is fenced code and still grows: all of it is text, whatever it looks like, but for a last line
 * that may become its end. The lexer would go through all of it again for each piece that comes. Undefined for other
 * blocks, and for a fence that only the lexer understands.
 */
export function parseOpenFence(source: string): readonly MarkdownNode[] | undefined {
	const [start, fence, info = ""] = FENCE_START.exec(source) ?? [];
	if (start === undefined || fence === undefined || source.includes("\r")) return undefined;
	const last = source.lastIndexOf("\n", source.length - 2) + 1;
	const [, run = "", complete] = FENCE_END.exec(source.slice(last)) ?? [];
	const mayEnd = complete ? run.startsWith(fence) : run[0] === fence[0];
	const end = mayEnd ? last : source.length;
	const text = source.slice(start.length, source.endsWith("\n", end) ? end - 1 : end);
	const language = /\S*/.exec(info.trim())?.[0] ?? "";
	return [{ type: "code_block", language, text: revealDirectionOverrides(text) }];
}
