import type { Head, Patch } from "../../src/protocol/index.ts";
import type { WorkspaceEventHub } from "../events/workspaceEvents.ts";
import { coalescePatches, splitBatch, truncatePatch } from "./patches.ts";

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
