import { diffLines } from "diff";
import type { ToolCallContent } from "../../protocol/index.ts";

export interface LineCounts {
	readonly added: number;
	readonly removed: number;
}

/** Longer texts are counted by nobody while they stream. */
const TOO_LONG = 200_000;

/** The lines that a call's diffs add and remove; null when it has none. */
export function lineCounts(content: readonly ToolCallContent[]): LineCounts | null {
	const diffs = content.filter((part) => part.type === "diff");
	if (diffs.length === 0) return null;
	let added = 0;
	let removed = 0;
	for (const { oldText, newText } of diffs) {
		if ((oldText?.length ?? 0) + newText.length > TOO_LONG) return null;
		for (const change of diffLines(oldText ?? "", newText)) {
			if (change.added) added += change.count;
			if (change.removed) removed += change.count;
		}
	}
	return { added, removed };
}
