import type { Head, Patch, PatchBatch } from "../../src/protocol/index.ts";
import { truncateForWire } from "../items/wireItem.ts";
import { coalescePatches } from "./coalescePatches.ts";
import { splitBatch } from "./splitBatch.ts";
import { batchIntervalMs } from "./tickLength.ts";

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

export interface PatchBatcherOptions {
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
