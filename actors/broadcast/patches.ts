import type { Patch, PatchBatch } from "../../src/protocol/index.ts";
import { truncateForWire } from "../items/itemSize.ts";
import { jsonByteLength } from "../text/jsonSize.ts";

/**
 * Merges the patches of one tick: text appended to one item becomes one append, and of several states of an item, the
 * turn or the participants only the last is kept. Sorted by `seq`.
 */
export function coalescePatches(patches: readonly Patch[]): readonly Patch[] {
	const latest = new Map<string, Patch>();
	for (const patch of patches) {
		const key = coalesceKey(patch);
		latest.set(key, mergePatches(latest.get(key), patch));
	}
	return [...latest.values()].sort((one, other) => one.seq - other.seq);
}

/** Patches with the same key can be merged. */
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

/**
 * Splits a batch into batches of less than `maxBytes` each, in order and without a gap between their numbers. Rivet
 * closes every connection to which it would have to send an event over its limit.
 */
export function splitBatch(batch: PatchBatch, maxBytes: number): readonly PatchBatch[] {
	const batches: PatchBatch[] = [];
	let patches: Patch[] = [];
	let bytes = 0;
	let from = batch.from;
	for (const patch of batch.patches) {
		const size = jsonByteLength(patch);
		const last = patches.at(-1);
		if (last && bytes + size > maxBytes) {
			batches.push({ epoch: batch.epoch, from, to: last.seq, patches });
			from = last.seq + 1;
			patches = [];
			bytes = 0;
		}
		patches.push(patch);
		bytes += size;
	}
	return [...batches, { ...batch, from, patches }];
}

/** The patch with its item truncated to what may be sent. */
export function truncatePatch(patch: Patch): Patch {
	return patch.kind === "item" ? { ...patch, item: truncateForWire(patch.item) } : patch;
}
