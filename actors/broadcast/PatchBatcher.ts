import type { Head, Patch, PatchBatch } from "../../src/protocol/index.ts";
import type { WorkspaceEventHub } from "../events/workspaceEvents.ts";
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
function truncatePatch(patch: Patch): Patch {
	return patch.kind === "item" ? { ...patch, item: truncateForWire(patch.item) } : patch;
}

/**
 * How long changes are collected before they are sent, in milliseconds. A broadcast's cost grows with the number of
 * connections and hardly with its size, so many connections get fewer and larger batches.
 */
function batchIntervalMs(connections: number): number {
	if (connections <= 20) return 16;
	if (connections <= 100) return 33;
	return 66;
}

/** Half of Rivet's limit of 1 MiB for an event. */
const MAX_BATCH_BYTES = 524_288;

/** With more appended text than this the batch is sent at once: merged into one append it would become too large. */
const MAX_BATCHED_CHARACTERS = 131_072;

interface PatchBatcherDeps {
	readonly events: WorkspaceEventHub;
	/** The number before the first change. */
	readonly seq: number;
	/** The last number that was assigned. */
	head(): Head;
	connections(): number;
}

/** Collects changes and emits them as one batch per tick; the first change after some quiet is sent at once. */
export class PatchBatcher {
	readonly #deps: PatchBatcherDeps;
	#patches: Patch[] = [];
	#characters = 0;
	#sentSeq: number;
	#sentAt = 0;
	#holds = 0;
	#timer: NodeJS.Timeout | undefined;

	constructor(deps: PatchBatcherDeps) {
		this.#deps = deps;
		this.#sentSeq = deps.seq;
	}

	/** Adds a change to the next batch. */
	add(patch: Patch): void {
		this.#patches.push(patch);
		if (patch.kind === "append") this.#characters += patch.text.length;
		if (this.#characters > MAX_BATCHED_CHARACTERS) this.flush();
		this.#schedule();
	}

	/**
	 * Sends nothing until the returned function is called. While a transaction is being stored, changes get higher
	 * numbers than it has; held back, they are sent after it.
	 */
	hold(): () => void {
		this.#holds += 1;
		return () => {
			this.#holds -= 1;
			this.#schedule();
		};
	}

	/** Sends what was collected now, unless it is held. */
	flush(): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		if (this.#holds === 0 && this.#patches.length > 0) this.#send();
	}

	/** Drops what was not sent. */
	stop(): void {
		clearTimeout(this.#timer);
		this.#patches = [];
		this.#holds += 1;
	}

	#schedule(): void {
		if (this.#timer || this.#holds > 0 || this.#patches.length === 0) return;
		const wait = this.#sentAt + batchIntervalMs(this.#deps.connections()) - performance.now();
		this.#timer = setTimeout(() => this.flush(), Math.max(0, wait));
	}

	#send(): void {
		const { epoch, seq } = this.#deps.head();
		const patches = coalescePatches(this.#patches).map(truncatePatch);
		const batch = { epoch, from: this.#sentSeq + 1, to: seq, patches };
		this.#patches = [];
		this.#characters = 0;
		this.#sentSeq = batch.to;
		this.#sentAt = performance.now();
		for (const part of splitBatch(batch, MAX_BATCH_BYTES)) this.#deps.events.emit("batchReady", part);
	}
}
