import type { TimelineItem } from "../../../protocol/index.ts";

const NONE: readonly string[] = [];

/**
 * The notes that are shown in the rows of other items, by the ids of those items: what is about a loaded item in its row,
 * and the replies to a note in the note's. All others have rows of their own.
 *
 * @param approvals - The permission requests that are shown in the rows of their tool calls, by the ids of the calls.
 */
export function placeNotes(
	items: readonly TimelineItem[],
	approvals: ReadonlyMap<string, string>,
): ReadonlyMap<string, readonly string[]> {
	const notes = items.filter((item) => item.kind === "note");
	if (notes.length === 0) return new Map();
	const loaded = new Set(items.map(({ id }) => id));
	const callOf = new Map([...approvals].map(([callId, approvalId]) => [approvalId, callId]));
	const placed = new Map<string, readonly string[]>();
	for (const { id, about, threadId } of notes) {
		const host = [about?.itemId, threadId].find((hostId) => typeof hostId === "string" && loaded.has(hostId));
		if (typeof host !== "string") continue;
		const rowId = callOf.get(host) ?? host;
		placed.set(rowId, [...(placed.get(rowId) ?? NONE), id]);
	}
	return placed;
}
