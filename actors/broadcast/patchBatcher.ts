import type { Head, Patch, PatchBatch } from "../../src/protocol/index.ts";
import { truncateForWire } from "../items/itemSize.ts";
import { jsonByteLength } from "../text/jsonSize.ts";

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

/**
 * How long changes are gathered before they are sent, in milliseconds. What a broadcast costs grows with the
 * connections, hardly with its size, so many connections get fewer and larger ones.
 */
function batchIntervalMs(connections: number): number {
	if (connections <= 20) return 16;
	if (connections <= 100) return 33;
	return 66;
}

/** Under Rivet's limit of 1 MiB for what goes out. */
const MAX_BATCH_BYTES = 524_288;

/** So much appended text does not wait for its tick: drawn together it would become too large to send. */
const MAX_BATCHED_CHARACTERS = 131_072;

export interface PatchBatcher {
	/** Takes a change to be told with the next tick. */
	add(patch: Patch): void;
	/** Nothing is sent until the function it returns was called: what people do is stored before it is told. */
	hold(): () => void;
	/** Sends now what was gathered, unless it is held. */
	flush(): void;
	/** Gives up what was not sent. */
	stop(): void;
}

interface PatchBatcherOptions {
	/** The number before the first change. */
	readonly seq: number;
	/** The last number that was given. */
	head(): Head;
	connections(): number;
	send(batch: PatchBatch): void;
}

/** Gathers changes and sends them as one batch a tick; the first after some quiet goes out at once. */
export function createPatchBatcher(options: PatchBatcherOptions): PatchBatcher {
	let patches: Patch[] = [];
	let characters = 0;
	let sentTo = options.seq;
	let sentAt = 0;
	let holds = 0;
	let timer: NodeJS.Timeout | undefined;

	function schedule(): void {
		if (timer || holds > 0 || patches.length === 0) return;
		const wait = sentAt + batchIntervalMs(options.connections()) - performance.now();
		timer = setTimeout(flush, Math.max(0, wait));
	}

	function flush(): void {
		clearTimeout(timer);
		timer = undefined;
		if (holds === 0 && patches.length > 0) send();
	}

	function send(): void {
		const { epoch, seq } = options.head();
		const batch = { epoch, from: sentTo + 1, to: seq, patches: coalescePatches(patches).map(toWirePatch) };
		patches = [];
		characters = 0;
		sentTo = batch.to;
		sentAt = performance.now();
		for (const part of splitBatch(batch, MAX_BATCH_BYTES)) options.send(part);
	}

	return {
		add(patch) {
			patches.push(patch);
			if (patch.kind === "append") characters += patch.text.length;
			if (characters > MAX_BATCHED_CHARACTERS) flush();
			schedule();
		},
		hold() {
			holds += 1;
			return () => {
				holds -= 1;
				schedule();
			};
		},
		flush,
		stop() {
			clearTimeout(timer);
			patches = [];
			holds += 1;
		},
	};
}

function toWirePatch(patch: Patch): Patch {
	return patch.kind === "item" ? { ...patch, item: truncateForWire(patch.item) } : patch;
}
