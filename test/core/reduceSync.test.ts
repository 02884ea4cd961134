import { expect, test } from "vitest";
import { reduceSync } from "../../src/core/state/syncReducer.ts";
import { PROTOCOL_VERSION, type SyncResponse, type TimelineItem } from "../../src/protocol/index.ts";
import { DEFAULT_SESSION } from "../../src/testing/memoryWorkspaceState.ts";
import { approval, message, prompt, stateOf } from "./items.ts";

function answerWith(items: readonly TimelineItem[], change: Partial<SyncResponse> = {}): SyncResponse {
	const self = { userId: "ada", name: "Ada", role: "owner", allowedActions: [] } as const;
	const facts = { session: DEFAULT_SESSION, turn: null, queue: [], approvals: [], participants: [], self };
	return { protocol: PROTOCOL_VERSION, epoch: 1, seq: 9, window: "new", items, hasOlder: false, ...facts, ...change };
}

test("a new window keeps the identity of what it has in common with the previous one", () => {
	const facts = {
		queue: [prompt(7)],
		approvals: [approval(2)],
		participants: [{ userId: "ada", name: "Ada", role: "owner" }],
	} as const;
	const before = reduceSync(stateOf([]), answerWith([message(1), approval(2), message(3)], facts));
	const items = [message(1), approval(2), message(3, { text: "Changed" }), message(4)];
	const after = reduceSync(before, structuredClone(answerWith(items, { ...facts, epoch: 2 })));
	expect(after.items.get("item-1")).toBe(before.items.get("item-1"));
	expect(after.items.get("item-3")).toMatchObject({ text: "Changed" });
	expect(after).toMatchObject({ itemIds: ["item-1", "item-2", "item-3", "item-4"], epoch: 2 });
	for (const name of ["queue", "approvals", "participants", "session", "self", "history", "outbox"] as const) {
		expect(after[name], name).toBe(before[name]);
	}
	expect(after.approvals[0]).toBe(after.items.get("item-2"));
});

test("an equal answer returns the same state", () => {
	const answer = answerWith([message(1), approval(2)], { queue: [prompt(3)], approvals: [approval(2)] });
	const state = reduceSync(stateOf([]), answer);
	expect(reduceSync(state, structuredClone(answer))).toBe(state);
	expect(reduceSync(state, structuredClone({ ...answer, window: "changed", items: [] }))).toBe(state);
});

test("changed items are applied to the loaded ones, and the older pages stay", () => {
	const state = stateOf([message(1), message(2), message(3)], { hasOlder: true });
	const answer = answerWith([message(2, { seq: 8, text: "New" }), message(4)], { window: "changed", hasOlder: false });
	const next = reduceSync(state, answer);
	expect(next).toMatchObject({ itemIds: ["item-1", "item-2", "item-3", "item-4"], hasOlder: true, seq: 9 });
	expect(next.items.get("item-2")).toMatchObject({ text: "New" });
});

test("a prompt that is queued again is no longer in the timeline", () => {
	const state = stateOf([message(1), prompt(2, { state: "running" })]);
	const next = reduceSync(state, answerWith([], { window: "changed", queue: [prompt(2)] }));
	expect(next).toMatchObject({ itemIds: ["item-1"], queue: [{ id: "item-2" }] });
});

test("a new window removes the items that are not in it", () => {
	const state = stateOf([message(1), message(2)]);
	const next = reduceSync(state, answerWith([message(2), message(3)], { hasOlder: true }));
	expect(next).toMatchObject({ itemIds: ["item-2", "item-3"], hasOlder: true });
	expect(next.items.size).toBe(2);
});

test("prompts that have arrived leave the outbox", () => {
	const pending = { text: "Do it", createdAt: 0, status: "sending", error: null } as const;
	const outbox = ["client-1", "client-2", "client-3"].map((clientId) => ({ ...pending, clientId }));
	const answer = answerWith([prompt(1, { state: "done" })], { queue: [prompt(2)] });
	expect(reduceSync(stateOf([], { outbox }), answer).outbox).toEqual([{ ...pending, clientId: "client-3" }]);
});
