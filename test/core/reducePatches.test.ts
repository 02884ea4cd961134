import { expect, test } from "vitest";
import { personMark } from "../../src/core/state/personMarks.ts";
import { reducePatches } from "../../src/core/state/syncReducer.ts";
import type { Patch, PatchBatch } from "../../src/protocol/index.ts";
import { approval, message, prompt, stateOf } from "./items.ts";

/** A batch of these patches that begins right after `seq`. */
function batchAfter(seq: number, patches: readonly Patch[], change: Partial<PatchBatch> = {}): PatchBatch {
	return { epoch: 1, from: seq + 1, to: Math.max(seq, ...patches.map((patch) => patch.seq)), patches, ...change };
}

const append = (seq: number, offset: number, text: string): Patch => ({
	kind: "append",
	seq,
	itemId: "item-1",
	offset,
	text,
});

test("a batch that was applied before changes nothing", () => {
	const state = stateOf([message(1, { seq: 5 })]);
	expect(reducePatches(state, batchAfter(4, [append(5, 0, "x")]))).toBe(state);
	expect(reducePatches(state, batchAfter(2, [append(3, 0, "x")]))).toBe(state);
});

test("only the rest of a partly applied batch counts", () => {
	const state = stateOf([message(1, { text: "ab", seq: 5 })]);
	const next = reducePatches(state, batchAfter(3, [append(4, 0, "a"), append(5, 1, "b"), append(6, 2, "c")]));
	expect(next?.items.get("item-1")).toMatchObject({ text: "abc", seq: 6 });
	expect(next?.seq).toBe(6);
});

test("a batch after a gap does not fit", () => {
	expect(reducePatches(stateOf([message(1)]), batchAfter(2, [append(3, 6, "x")]))).toBeNull();
});

test("an append at another offset than the end does not fit", () => {
	const state = stateOf([message(1, { text: "abc" })]);
	expect(reducePatches(state, batchAfter(1, [append(2, 2, "x")]))).toBeNull();
	expect(reducePatches(state, batchAfter(1, [append(2, 4, "x")]))).toBeNull();
});

test("an append to a truncated item leaves its text to the full version", () => {
	const state = stateOf([message(1, { text: "abc", truncated: true })]);
	const next = reducePatches(state, batchAfter(1, [append(2, 70_000, "x")]));
	expect(next?.items.get("item-1")).toMatchObject({ text: "abc", truncated: true, seq: 2 });
});

test("an append to a missing item does not fit", () => {
	expect(reducePatches(stateOf([message(2)]), batchAfter(2, [append(3, 0, "x")]))).toBeNull();
});

test("an append to an item of an older page is left to that page", () => {
	const state = stateOf([message(2)], { hasOlder: true });
	expect(reducePatches(state, batchAfter(2, [append(3, 0, "x")]))).toEqual({ ...state, seq: 3 });
});

const close = (seq: number): Patch => ({ kind: "close", seq, itemId: "item-1", endedAt: null });

test("a message is closed with the text it has", () => {
	const state = stateOf([message(1, { text: "abc", open: true })]);
	const next = reducePatches(state, batchAfter(1, [append(2, 3, "d"), close(3)]));
	expect(next?.items.get("item-1")).toEqual(message(1, { text: "abcd", seq: 3 }));
});

test("the end of an item that is missing, or has no end, does not fit", () => {
	expect(reducePatches(stateOf([message(2)]), batchAfter(2, [close(3)]))).toBeNull();
	expect(reducePatches(stateOf([{ ...approval(1), seq: 1 }]), batchAfter(1, [close(2)]))).toBeNull();
});

test("the end of an item of an older page is left to that page", () => {
	const state = stateOf([message(2)], { hasOlder: true });
	expect(reducePatches(state, batchAfter(2, [close(3)]))).toEqual({ ...state, seq: 3 });
});

test("an item of an unknown kind keeps its place while it grows and when it ends: a sync would bring it again", () => {
	const unknown = { kind: "unknown", id: "item-1", order: 1, seq: 1, turnId: null, createdAt: 0 } as const;
	const state = stateOf([{ ...unknown, label: "poll", value: {} }]);
	const next = reducePatches(state, batchAfter(1, [append(2, 70, "x"), close(3)]));
	expect(next?.items.get("item-1")).toMatchObject({ kind: "unknown", label: "poll", seq: 3 });
});

test("a batch of an earlier epoch is ignored, one of a later epoch does not fit", () => {
	const state = stateOf([message(1)]);
	expect(reducePatches(state, batchAfter(1, [append(2, 6, "x")], { epoch: 0 }))).toBe(state);
	expect(reducePatches(state, batchAfter(1, [append(2, 6, "x")], { epoch: 2 }))).toBeNull();
});

test("no batch fits before the first load", () => {
	expect(reducePatches({ ...stateOf([]), loaded: false }, batchAfter(0, []))).toBeNull();
});

test("many appends are one text", () => {
	const state = stateOf([message(1, { text: "" })]);
	const next = reducePatches(state, batchAfter(1, [append(2, 0, "a"), append(3, 1, "b"), append(4, 2, "c")]));
	expect(next?.items.get("item-1")).toMatchObject({ text: "abc", seq: 4 });
});

test("what did not change keeps its identity", () => {
	const state = stateOf([message(1), message(2), prompt(3), approval(4)]);
	const next = reducePatches(state, batchAfter(4, [append(5, 6, "!")]));
	expect(next?.items.get("item-2")).toBe(state.items.get("item-2"));
	expect(next?.itemIds).toBe(state.itemIds);
	expect(next?.queue).toBe(state.queue);
	expect(next?.approvals).toBe(state.approvals);
	expect(next?.items.get("item-1")).not.toBe(state.items.get("item-1"));
});

test("a change of the turn, the session or the participants changes nothing else", () => {
	const state = stateOf([message(1)]);
	const participants = [{ userId: "ada", name: "Ada", role: "owner" }] as const;
	const next = reducePatches(state, batchAfter(1, [{ kind: "participants", seq: 2, participants }]));
	const personMarks = new Map([["ada", personMark(participants[0])]]);
	expect(next).toEqual({ ...state, seq: 2, participants, personMarks });
	expect(next?.items).toBe(state.items);
});

test("items are sorted by their order, whenever they arrive", () => {
	const patches = [message(5, { seq: 4 }), message(3, { seq: 5 })].map(
		(item): Patch => ({ kind: "item", seq: item.seq, item }),
	);
	expect(reducePatches(stateOf([message(2)], { seq: 3 }), batchAfter(3, patches))?.itemIds).toEqual([
		"item-2",
		"item-3",
		"item-5",
	]);
});

test("an item of an older page is not added to the window", () => {
	const state = stateOf([message(5)], { hasOlder: true });
	const item = message(2, { seq: 6 });
	expect(reducePatches(state, batchAfter(5, [{ kind: "item", seq: 6, item }]))?.itemIds).toEqual(["item-5"]);
});

test("a prompt moves from the queue to the timeline when it runs, and back when it is queued again", () => {
	const state = stateOf([prompt(1), prompt(2)]);
	expect(state).toMatchObject({ itemIds: [], queue: [{ id: "item-1" }, { id: "item-2" }] });
	const running = { ...prompt(3, { id: "item-1", seq: 3, state: "running" }) };
	const ran = reducePatches(state, batchAfter(2, [{ kind: "item", seq: 3, item: running }]));
	expect(ran).toMatchObject({ itemIds: ["item-1"], queue: [{ id: "item-2" }] });
	const queued = { ...running, seq: 4, order: 1, state: "queued" } as const;
	const requeued = ran && reducePatches(ran, batchAfter(3, [{ kind: "item", seq: 4, item: queued }]));
	expect(requeued).toMatchObject({ itemIds: [], queue: [{ id: "item-1" }, { id: "item-2" }] });
	expect(requeued?.items.size).toBe(0);
});

test("an approval is pending until it is answered, and is in the timeline throughout", () => {
	const state = stateOf([approval(1), approval(2)]);
	expect(state.approvals).toEqual([state.items.get("item-1"), state.items.get("item-2")]);
	const answer = { status: "answered", optionId: "yes", by: { userId: "ada", name: "Ada" }, answeredAt: 1 } as const;
	const item = approval(1, { seq: 3, state: answer });
	const next = reducePatches(state, batchAfter(2, [{ kind: "item", seq: 3, item }]));
	expect(next?.approvals).toEqual([state.items.get("item-2")]);
	expect(next?.itemIds).toEqual(["item-1", "item-2"]);
});

test("an approval of an older page is pending too", () => {
	const state = stateOf([message(5)], { hasOlder: true });
	const next = reducePatches(state, batchAfter(5, [{ kind: "item", seq: 6, item: approval(2, { seq: 6 }) }]));
	expect(next).toMatchObject({ itemIds: ["item-5"], approvals: [{ id: "item-2" }] });
});
