import type { Patch, TimelineItem } from "../../src/protocol/index.ts";

/** The timeline that patches make, by the rules of the protocol and nothing else. */
export function applyPatches(patches: readonly Patch[]): readonly TimelineItem[] {
	const items = new Map<string, TimelineItem>();
	for (const patch of patches) {
		if (patch.kind === "item") items.set(patch.item.id, patch.item);
		if (patch.kind === "append") items.set(patch.itemId, grown(items.get(patch.itemId), patch));
	}
	return [...items.values()].sort((a, b) => a.order - b.order);
}

function grown(item: TimelineItem | undefined, patch: Extract<Patch, { kind: "append" }>): TimelineItem {
	if (item?.kind !== "message" && item?.kind !== "thought") throw new Error(`Nothing to append to: ${patch.itemId}`);
	if (item.text.length !== patch.offset) throw new Error(`Offset ${patch.offset} in ${item.text.length} characters`);
	return { ...item, text: item.text + patch.text, seq: patch.seq };
}
