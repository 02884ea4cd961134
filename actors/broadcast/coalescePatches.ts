import type { Patch } from "../../src/protocol/index.ts";

/**
 * Draws the changes of one tick together: text appended to one item becomes one append, and of several states of
 * one item, the turn or the participants only the last is told. Sorted by `seq`.
 */
export function coalescePatches(patches: readonly Patch[]): readonly Patch[] {
	const latest = new Map<string, Patch>();
	for (const patch of patches) {
		const key = coalesceKey(patch);
		latest.set(key, mergePatches(latest.get(key), patch));
	}
	return [...latest.values()].sort((one, other) => one.seq - other.seq);
}

/** What a patch is about: patches of one subject can be drawn together. */
function coalesceKey(patch: Patch): string {
	if (patch.kind === "item") return `item ${patch.item.id}`;
	if (patch.kind === "append") return `item ${patch.itemId}`;
	return patch.kind;
}

function mergePatches(earlier: Patch | undefined, later: Patch): Patch {
	if (!earlier) return later;
	if (later.kind === "append") return mergeAppend(earlier, later);
	if (later.kind === "session" && earlier.kind === "session") {
		return { ...later, change: { ...earlier.change, ...later.change } };
	}
	return later;
}

function mergeAppend(earlier: Patch, later: Patch & { kind: "append" }): Patch {
	if (earlier.kind === "append") return { ...earlier, seq: later.seq, text: earlier.text + later.text };
	if (earlier.kind !== "item" || !("text" in earlier.item)) return later;
	const item = { ...earlier.item, seq: later.seq, text: earlier.item.text + later.text };
	return { kind: "item", seq: later.seq, item };
}
