import type { Patch, TimelineItem } from "../../protocol/index.ts";

type AppendPatch = Extract<Patch, { kind: "append" }>;

/**
 * The item with the text at its end. One that was cut stays as it is: what stands before the new text is not here, and
 * syncing would only bring the same cut again. Null when the text does not belong there, so that
 * something was missed.
 */
export function reduceAppend(item: TimelineItem, patch: AppendPatch): TimelineItem | null {
	if (item.kind !== "message" && item.kind !== "thought") return null;
	if (item.truncated || item.missingBytes !== undefined) return { ...item, seq: patch.seq };
	if (item.text.length !== patch.offset) return null;
	return { ...item, text: item.text + patch.text, seq: patch.seq };
}
