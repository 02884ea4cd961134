import { expect, test } from "vitest";
import { reduceHistory } from "../../src/core/state/timelineReducer.ts";
import { message, stateOf } from "./items.ts";

const state = stateOf([message(5), message(6)], { hasOlder: true, history: { status: "loading" } });

test("an older page is added before the first item", () => {
	const next = reduceHistory(state, { items: [message(3), message(4)], hasOlder: true }, 5);
	expect(next).toMatchObject({ itemIds: ["item-3", "item-4", "item-5", "item-6"], hasOlder: true });
	expect(next.history).toEqual({ status: "idle" });
	expect(next.items.get("item-5")).toBe(state.items.get("item-5"));
});

test("the last page says that there are no older items", () => {
	expect(reduceHistory(state, { items: [], hasOlder: false }, 5)).toMatchObject({ hasOlder: false });
});

test("a page for another beginning of the timeline would leave a gap, and is dropped", () => {
	const next = reduceHistory(state, { items: [message(1), message(2)], hasOlder: false }, 3);
	expect(next).toEqual({ ...state, history: { status: "idle" } });
});

test("a loaded item is kept over the older version in a page", () => {
	const loaded = message(4, { order: 6, seq: 9, text: "New" });
	const before = stateOf([message(5), loaded], { hasOlder: true });
	const next = reduceHistory(before, { items: [message(3), message(4)], hasOlder: false }, 5);
	expect(next.itemIds).toEqual(["item-3", "item-5", "item-4"]);
	expect(next.items.get("item-4")).toBe(before.items.get("item-4"));
});
