import type { Patch, PatchBatch } from "../../src/protocol/index.ts";
import { jsonByteLength } from "../items/jsonBytes.ts";

/**
 * Cuts a batch into ones that each stay under `maxBytes`, in order and without a gap between their numbers.
 * Rivet closes every connection that an event over its limit is sent to.
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
