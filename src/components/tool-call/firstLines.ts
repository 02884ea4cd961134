import type { ToolCall, ToolCallContent } from "../../protocol/index.ts";
import { splitLines } from "../../protocol/lines/splitLines.ts";
import { isFragment } from "./isFragment.ts";

type DiffContent = Extract<ToolCallContent, { type: "diff" }>;

export interface FirstLines {
	/** The line at which the new text begins; null where nobody tells it. */
	readonly firstLine: number | null;
	/** The same of the old text. */
	readonly firstOldLine?: number | undefined;
}

/**
 * At which lines of its file a diff begins. Claude sends the stretches that it changed, and in the same order a location
 * for each, with its line in the file as it is now. Before that it sends the words it will replace, which may stand anywhere.
 */
export function diffFirstLines(call: ToolCall, diff: DiffContent): FirstLines {
	const diffs = call.content.filter((part): part is DiffContent => part.type === "diff" && part.path === diff.path);
	const lines = call.locations.flatMap(({ path, line }) => (path === diff.path && line !== undefined ? [line] : []));
	const place = diffs.indexOf(diff);
	const line = lines.length === diffs.length ? lines[place] : undefined;
	if (line === undefined) return { firstLine: diffs.length > 1 || isFragment(diff, call.rawInput) ? null : 1 };
	const firstLine = Math.max(1, line);
	return { firstLine, firstOldLine: Math.max(1, firstLine - netLinesAdded(diffs.slice(0, place))) };
}

/** By how many lines a file has grown. */
function netLinesAdded(diffs: readonly DiffContent[]): number {
	return diffs.reduce((sum, { oldText, newText }) => sum + countLines(newText) - countLines(oldText ?? ""), 0);
}

function countLines(text: string): number {
	return splitLines(text).length;
}
