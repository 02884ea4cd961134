import { describe, expect, test, vi } from "vitest";
import { coalescePatches, PatchBatcher, splitBatch } from "../../actors/broadcast/PatchBatcher.ts";
import { EventHub } from "../../actors/events/EventHub.ts";
import type { WorkspaceEventHub } from "../../actors/events/workspaceEvents.ts";
import type { MessageItem, Patch, PatchBatch } from "../../src/protocol/index.ts";
import { prompt } from "../../stories/fixtures/sampleItems.ts";

const message = (id: string, seq: number, text: string): MessageItem => ({
	kind: "message",
	id,
	order: 1,
	seq,
	turnId: null,
	createdAt: 0,
	text,
	blocks: [],
	open: true,
});
const item = (id: string, seq: number, text: string): Patch => ({ kind: "item", seq, item: message(id, seq, text) });
const append = (itemId: string, seq: number, offset: number, text: string): Patch => ({
	kind: "append",
	seq,
	itemId,
	offset,
	text,
});

describe("patches of one tick", () => {
	test("that append to one item are one append", () => {
		const patches = [append("a", 1, 0, "He"), append("b", 2, 0, "x"), append("a", 3, 2, "llo")];
		expect(coalescePatches(patches)).toEqual([append("b", 2, 0, "x"), append("a", 3, 0, "Hello")]);
	});

	test("that append to an item of the same tick become that item", () => {
		expect(coalescePatches([item("a", 1, "He"), append("a", 2, 2, "llo")])).toEqual([item("a", 2, "Hello")]);
	});

	test("that replace an item become its last state", () => {
		expect(coalescePatches([append("a", 1, 0, "x"), item("a", 2, "y"), item("a", 3, "z")])).toEqual([
			item("a", 3, "z"),
		]);
	});

	const close = (itemId: string, seq: number): Patch => ({ kind: "close", seq, itemId, endedAt: null });

	test("that close an item of the same tick become that item, closed", () => {
		const patches = [item("a", 1, "He"), append("a", 2, 2, "llo"), close("a", 3)];
		const closed = { ...message("a", 3, "Hello"), open: false };
		expect(coalescePatches(patches)).toEqual([{ kind: "item", seq: 3, item: closed }]);
	});

	test("that close an item after its last text stay behind that text", () => {
		const patches = [append("a", 1, 0, "He"), append("a", 2, 2, "llo"), close("a", 3)];
		expect(coalescePatches(patches)).toEqual([append("a", 2, 0, "Hello"), close("a", 3)]);
	});

	test("of the session are merged field by field", () => {
		const patches: Patch[] = [
			{ kind: "session", seq: 1, change: { title: "A" } },
			{ kind: "session", seq: 2, change: { sandboxId: "b" } },
			{ kind: "session", seq: 3, change: { title: "C" } },
		];
		expect(coalescePatches(patches)).toEqual([{ kind: "session", seq: 3, change: { title: "C", sandboxId: "b" } }]);
	});
});

describe("a batch", () => {
	test("too large to send is split without a gap between the numbers", () => {
		const patches = [2, 4, 6].map((seq) => item(`item-${seq}`, seq, "x".repeat(1_000)));
		const batches = splitBatch({ epoch: 1, from: 1, to: 9, patches }, 1_500);
		expect(batches.map(({ from, to }) => [from, to])).toEqual([
			[1, 2],
			[3, 4],
			[5, 9],
		]);
		expect(batches.flatMap((batch) => batch.patches)).toEqual(patches);
	});
});

describe("the patch batcher", () => {
	function openBatcher(intervalMs = 16) {
		const batches: PatchBatch[] = [];
		let seq = 0;
		const events: WorkspaceEventHub = new EventHub(() => undefined);
		events.on("batchReady", (batch) => void batches.push(batch));
		const head = () => ({ epoch: 1, seq });
		let asked = 0;
		const pace = {
			intervalMs() {
				asked += 1;
				return intervalMs;
			},
			recordBatch: () => undefined,
		};
		const batcher = new PatchBatcher({ events, seq: 0, head, pace });
		const add = (id: string) => {
			seq += 1;
			batcher.add(item(id, seq, ""));
		};
		const addPrompt = (id: string) => {
			seq += 1;
			batcher.add({ kind: "item", seq, item: { ...prompt, id, seq, order: seq } });
		};
		return { batches, batcher, add, addPrompt, asked: () => asked };
	}

	test("has a head that is not ahead of what was sent, also while a transaction holds changes back", () => {
		const { batcher, add } = openBatcher();
		add("a");
		batcher.flush();
		const release = batcher.hold();
		add("b");
		batcher.flush();
		expect(batcher.sentHead()).toEqual({ epoch: 1, seq: 1 });
		release();
		batcher.flush();
		expect(batcher.sentHead()).toEqual({ epoch: 1, seq: 2 });
		batcher.stop();
	});

	test("sends the first change at once and the changes of a tick together", () => {
		vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
		const { batches, add } = openBatcher();
		vi.advanceTimersByTime(1_000);
		add("a");
		vi.advanceTimersByTime(1);
		expect(batches.map(({ from, to }) => [from, to])).toEqual([[1, 1]]);
		add("b");
		vi.advanceTimersByTime(8);
		add("c");
		vi.advanceTimersByTime(8);
		expect(batches.map(({ from, to }) => [from, to])).toEqual([
			[1, 1],
			[2, 3],
		]);
		vi.useRealTimers();
	});

	test("asks for the interval once a batch, not with each change: the connections are counted for that", () => {
		vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
		const { batches, add, asked } = openBatcher();
		for (let change = 0; change < 40; change++) {
			add("a");
			vi.advanceTimersByTime(4);
		}
		expect(batches).toHaveLength(10);
		expect(asked()).toBe(10);
		vi.useRealTimers();
	});

	test("waits at the beginning of a turn for the agent's first text, and sends it together with what the turn changed", async () => {
		vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
		const { batches, batcher, addPrompt, add } = openBatcher();
		vi.advanceTimersByTime(1_000);
		const release = batcher.hold();
		addPrompt("prompt");
		const sent = batcher.gatherFirstText();
		release();
		vi.advanceTimersByTime(5);
		expect(batches).toEqual([]);
		add("answer");
		vi.advanceTimersByTime(1);
		expect(batches.map(({ from, to }) => [from, to])).toEqual([[1, 2]]);
		await sent;
		vi.useRealTimers();
	});

	test.each(["is not stored yet", "is stored"])(
		"waits no longer than a tick for the first text of a turn, while what it changed %s",
		async (state) => {
			vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
			const { batches, batcher, addPrompt } = openBatcher();
			vi.advanceTimersByTime(1_000);
			const release = batcher.hold();
			addPrompt("prompt");
			const sent = batcher.gatherFirstText();
			release();
			const releaseNext = state === "is stored" ? undefined : batcher.hold();
			vi.advanceTimersByTime(17);
			await sent;
			releaseNext?.();
			vi.advanceTimersByTime(1);
			expect(batches.map(({ from, to }) => [from, to])).toEqual([[1, 1]]);
			vi.useRealTimers();
		},
	);

	test("acknowledges the prompt of a turn in time, however long changes are collected", async () => {
		vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
		const { batches, batcher, add, addPrompt } = openBatcher(500);
		vi.advanceTimersByTime(1_000);
		add("before");
		vi.advanceTimersByTime(1);
		addPrompt("prompt");
		const sent = batcher.gatherFirstText();
		vi.advanceTimersByTime(17);
		await sent;
		expect(batches).toHaveLength(1);
		vi.advanceTimersByTime(500);
		expect(batches.map(({ from, to }) => [from, to])).toEqual([
			[1, 1],
			[2, 2],
		]);
		vi.useRealTimers();
	});

	test("that stops keeps nobody waiting for the first text of a turn", async () => {
		const { batcher } = openBatcher();
		const sent = batcher.gatherFirstText();
		batcher.stop();
		await sent;
	});

	test("sends nothing while it is held, and everything afterwards, even if its tick has passed", () => {
		vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
		const { batches, batcher, add } = openBatcher();
		add("a");
		const release = batcher.hold();
		vi.advanceTimersByTime(100);
		add("b");
		expect(batches).toEqual([]);
		release();
		vi.advanceTimersByTime(20);
		expect(batches.map(({ from, to }) => [from, to])).toEqual([[1, 2]]);
		vi.useRealTimers();
	});
});
