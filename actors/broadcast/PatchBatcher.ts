import type { Head, Patch, PatchBatch } from "../../src/protocol/index.ts";
import { applyClosing } from "../../src/rules/items.ts";
import type { WorkspaceEventHub } from "../events/workspaceEvents.ts";
import { truncateForWire } from "../items/itemSize.ts";
import { jsonByteLength } from "../text/jsonSize.ts";
import type { BatchPace } from "./BatchPace.ts";

/**
 * Merges the patches of one tick: text appended to one item becomes one append, an item that ends in its first tick is
 * sent as it ended, and of several states of an item, the turn or the participants only the last is kept. Sorted by `seq`.
 */
export function coalescePatches(patches: readonly Patch[]): readonly Patch[] {
	const latest = new Map<string, Patch>();
	for (const patch of patches) {
		const key = coalesceKey(latest, patch);
		latest.set(key, mergePatches(latest.get(key), patch));
	}
	return [...latest.values()].sort((one, other) => one.seq - other.seq);
}

/** Patches with the same key can be merged. */
function coalesceKey(latest: ReadonlyMap<string, Patch>, patch: Patch): string {
	if (patch.kind === "item") return `item ${patch.item.id}`;
	if (patch.kind === "append") return `item ${patch.itemId}`;
	if (patch.kind !== "close") return patch.kind;
	const key = `item ${patch.itemId}`;
	// Text that was appended before stays a patch of its own.
	return latest.get(key)?.kind === "append" ? `close ${patch.itemId}` : key;
}

function mergePatches(earlier: Patch | undefined, later: Patch): Patch {
	if (!earlier) return later;
	if (later.kind === "append") return mergeAppend(earlier, later);
	if (later.kind === "close" && earlier.kind === "item") {
		return { ...earlier, seq: later.seq, item: { ...applyClosing(earlier.item, later), seq: later.seq } };
	}
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

/** Half of Rivet's limit of 1 MiB for an event. */
const MAX_BATCH_BYTES = 524_288;

/** With more appended text than this the batch is sent at once: merged into one append it would become too large. */
const MAX_BATCHED_CHARACTERS = 131_072;

/** How long the beginning of a turn waits for the agent's first text. Nobody sees such a delay. */
const FIRST_TEXT_MS = 16;

function isFromAgent(patch: Patch): boolean {
	return patch.kind === "append" || (patch.kind === "item" && patch.item.kind !== "prompt");
}

interface PatchBatcherDeps {
	readonly events: WorkspaceEventHub;
	/** The number before the first change. */
	readonly seq: number;
	/** The last number that was assigned. */
	head(): Head;
	readonly pace: Pick<BatchPace, "intervalMs" | "recordBatch">;
}

/** Collects changes and emits them as one batch per tick; the first change after some quiet is sent at once. */
export class PatchBatcher {
	readonly #deps: PatchBatcherDeps;
	#patches: Patch[] = [];
	#characters = 0;
	/** When the oldest of them came, by `performance.now()`. */
	#oldestAt = 0;
	#sentSeq: number;
	#sentAt = 0;
	/** Between the last batch and the next; null until there is something to send. */
	#intervalMs: number | null = null;
	#holds = 0;
	#timer: NodeJS.Timeout | undefined;
	/** When the timer goes off, by `performance.now()`. */
	#dueAt = 0;
	/** A turn that has begun, and whose first text is awaited. */
	#firstText: { readonly until: number; readonly sent: PromiseWithResolvers<void> } | null = null;

	constructor(deps: PatchBatcherDeps) {
		this.#deps = deps;
		this.#sentSeq = deps.seq;
	}

	/**
	 * The head up to which everything was sent. What waits for the next batch or a transaction is not in it: a client would
	 * take it for lost.
	 */
	sentHead(): Head {
		return { ...this.#deps.head(), seq: this.#sentSeq };
	}

	/** Whether changes wait for the next batch. */
	isBatchDue(): boolean {
		return this.#patches.length > 0;
	}

	/** Adds a change to the next batch. */
	add(patch: Patch): void {
		if (this.#patches.length === 0) this.#oldestAt = performance.now();
		this.#patches.push(patch);
		if (patch.kind === "append") this.#characters += patch.text.length;
		if (this.#firstText && isFromAgent(patch)) this.#firstText = { ...this.#firstText, until: 0 };
		if (this.#characters > MAX_BATCHED_CHARACTERS) this.flush();
		this.#schedule();
	}

	/**
	 * A turn has begun: what this has changed is sent with the agent's first text, if that comes within a tick. Of two
	 * messages in a row, the second may wait 40 ms for the engine's acknowledgement of the first (docs/upstream.md).
	 *
	 * @returns Resolves when it was sent, and after 16 ms in any case, however late the engine is.
	 */
	gatherFirstText(): Promise<void> {
		if (!this.#firstText) {
			const sent = Promise.withResolvers<void>();
			this.#firstText = { until: performance.now() + FIRST_TEXT_MS, sent };
			setTimeout(sent.resolve, FIRST_TEXT_MS);
		}
		return this.#firstText.sent.promise;
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
		this.#firstText?.sent.resolve();
		this.#firstText = null;
	}

	/** Drops what was not sent. */
	stop(): void {
		this.#patches = [];
		this.flush();
		this.#holds += 1;
	}

	#schedule(): void {
		if (this.#holds > 0 || this.#patches.length === 0) return;
		this.#intervalMs ??= this.#deps.pace.intervalMs();
		const dueAt = Math.max(this.#sentAt + this.#intervalMs, this.#firstText?.until ?? 0);
		if (this.#timer && this.#dueAt <= dueAt) return;
		clearTimeout(this.#timer);
		this.#dueAt = dueAt;
		this.#timer = setTimeout(() => this.flush(), Math.max(0, dueAt - performance.now()));
	}

	#send(): void {
		const { epoch, seq } = this.#deps.head();
		const patches = coalescePatches(this.#patches).map(truncatePatch);
		const batch = { epoch, from: this.#sentSeq + 1, to: seq, patches };
		this.#patches = [];
		this.#characters = 0;
		this.#sentSeq = batch.to;
		this.#sentAt = performance.now();
		this.#intervalMs = null;
		this.#deps.pace.recordBatch();
		this.#deps.events.emit("tickEnded", { delayMs: this.#sentAt - this.#oldestAt });
		for (const part of splitBatch(batch, MAX_BATCH_BYTES)) this.#deps.events.emit("batchReady", part);
	}
}
