import type { ToolCallContent } from "../../protocol/index.ts";
import { type ChangedLines, countChangedLines } from "../../protocol/lines/countChangedLines.ts";

/** The lines that a call's diffs add and remove; null when it has none, or one that nobody would count along. */
export function sumChangedLines(content: readonly ToolCallContent[]): ChangedLines | null {
	const diffs = content.filter((part) => part.type === "diff");
	if (diffs.length === 0) return null;
	let added = 0;
	let removed = 0;
	for (const { oldText, newText } of diffs) {
		const lines = countChangedLines(oldText ?? "", newText);
		if (lines === null) return null;
		added += lines.added;
		removed += lines.removed;
	}
	return { added, removed };
}
