import type { ToolCallContent } from "../../protocol/index.ts";
import { splitLines } from "../diff/splitLines.ts";
import { editDistance } from "./editDistance.ts";

export interface LineCounts {
	readonly added: number;
	readonly removed: number;
}

/** Beyond this many changed lines nobody counts along, and the line goes without numbers. */
const MOST_EDITS = 1_500;

/**
 * The lines that a call's diffs add and remove; null when it has none. It is on the screen before anybody opens the
 * diff, so it does without the library that draws one.
 */
export function lineCounts(content: readonly ToolCallContent[]): LineCounts | null {
	const diffs = content.filter((part) => part.type === "diff");
	if (diffs.length === 0) return null;
	let added = 0;
	let removed = 0;
	for (const { oldText, newText } of diffs) {
		const before = splitLines(oldText ?? "");
		const after = splitLines(newText);
		const edits = before.length === 0 ? after.length : editDistance(before, after, MOST_EDITS);
		if (edits === null) return null;
		// Each edit is an added or a removed line, and what one has more of than the other is the difference in length.
		added += (edits + after.length - before.length) / 2;
		removed += (edits - after.length + before.length) / 2;
	}
	return { added, removed };
}
