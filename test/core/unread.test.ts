import { describe, expect, onTestFinished, test } from "vitest";
import { selectUnread, type WorkspaceState } from "../../src/core/index.ts";
import type { ReadMark } from "../../src/protocol/index.ts";
import { createMemoryWorkspace, type MemoryItem, type NetworkConditions } from "../../src/testing/index.ts";
import { createFakeClock } from "./createFakeClock.ts";
import { createVisibility } from "./createVisibility.ts";
import { message, prompt } from "./items.ts";
import { ADA, BEN, createTestStore } from "./startStore.ts";

const START = 1_700_000_000_000;
const ended = { stopReason: "end_turn", error: null, durationMs: 1, files: [], toolCalls: 0, commands: 0 };
const result = { ...ended, approvals: 0, usage: null, endedAt: START - 1 };

interface OpenOptions {
	/** How far Ada has read before. Default: she was never here. */
	readonly read?: ReadMark;
	readonly faults?: NetworkConditions;
}

/** Ben's turn of three items is there. Ada opens it. */
async function openUnread({ read, faults }: OpenOptions = {}) {
	const clock = createFakeClock(START);
	const workspace = createMemoryWorkspace({
		clock,
		items: [
			prompt(1, { by: BEN, state: "done", turnId: "one", result }),
			message(2, { turnId: "one" }),
			message(3, { turnId: "one" }),
		],
		...(read && { reads: { ada: read } }),
	});
	const visibility = createVisibility();
	const calls: string[] = [];
	const connect = workspace.connect(ADA, {
		...faults,
		call(action) {
			calls.push(action);
			return faults?.call?.(action) ?? "deliver";
		},
	});
	const store = createTestStore({ connect, clock, visibility });
	onTestFinished(store.start());
	await clock.settle();
	let count = 3;
	/** The agent says something in a turn of its own. */
	const say = async (change: Partial<MemoryItem> = {}) => {
		count += 1;
		const { order: _order, seq: _seq, ...item } = message(count, { turnId: `turn-${count}` });
		workspace.apply({ kind: "item", item: { ...item, ...change } as MemoryItem });
		await clock.settle();
	};
	/** Another window of Ada. */
	const openOther = async () => {
		const other = createTestStore({ connect: workspace.connect(ADA), clock, visibility: createVisibility() });
		onTestFinished(other.start());
		await clock.settle();
		return other;
	};
	const marks = () => calls.filter((action) => action === "markRead").length;
	return { clock, workspace, visibility, store, say, openOther, marks };
}

const lineOf = (store: { get(): WorkspaceState }) => selectUnread(store.get()).since?.order ?? null;
const countOf = (store: { get(): WorkspaceState }) => selectUnread(store.get()).count;

describe("when a person opens the page", () => {
	test("nothing is new if they were never here", async () => {
		const { store, clock, marks } = await openUnread();
		expect(selectUnread(store.get())).toEqual({ count: 0, isPartial: false, since: null, firstItemId: null });
		await clock.advance(10_000);
		expect(marks()).toBe(0);
		store.setReading(true);
		await clock.settle();
		expect(marks()).toBe(1);
	});

	test("the new begins after what they have read, and stays there while they read it", async () => {
		const { store, clock, say } = await openUnread({ read: { order: 2, at: START - 60_000 } });
		const expected = { count: 1, since: { order: 2, at: START - 60_000 }, firstItemId: "item-3" };
		expect(selectUnread(store.get())).toMatchObject(expected);
		store.setReading(true);
		expect(selectUnread(store.get())).toMatchObject({ ...expected, count: 0 });
		await say();
		await clock.advance(5_000);
		expect(selectUnread(store.get())).toMatchObject({ ...expected, count: 0 });
	});

	test("and all is read, nothing is new", async () => {
		const { store } = await openUnread({ read: { order: 3, at: START } });
		expect(lineOf(store)).toBeNull();
		expect(store.get().unreadSummary).toBeNull();
	});

	test("what has happened is summarized, until they dismiss it", async () => {
		const { store } = await openUnread({ read: { order: 1, at: START - 60_000 } });
		expect(store.get().unreadSummary).toMatchObject({ turns: 1, count: 1, failures: 0 });
		store.dismissUnreadSummary();
		expect(store.get().unreadSummary).toBeNull();
		expect(lineOf(store)).toBe(1);
	});

	test("whose access does not allow it, their place is not stored, and works on the page", async () => {
		const clock = createFakeClock();
		const workspace = createMemoryWorkspace({ clock, access: { markRead: "owner", getUnreadSummary: "owner" } });
		const store = createTestStore({ connect: workspace.connect({ ...ADA, role: "viewer" }), clock });
		onTestFinished(store.start());
		await clock.settle();
		store.setReading(true);
		await clock.advance(10_000);
		store.setReading(false);
		workspace.apply({ kind: "item", item: { ...message(1), turnId: "one" } });
		await clock.settle();
		expect(countOf(store)).toBe(1);
	});
});

describe("while a person reads", () => {
	test("what arrives at the end is read, and told the workspace every two seconds at most", async () => {
		const { store, clock, say, marks, workspace } = await openUnread({ read: { order: 3, at: START } });
		store.setReading(true);
		for (let index = 0; index < 20; index++) {
			await say();
			await clock.advance(100);
		}
		await clock.advance(2_000);
		expect(countOf(store)).toBe(0);
		expect(lineOf(store)).toBeNull();
		expect(marks()).toBe(2);
		const newest = workspace.get().items.get("item-23")?.order;
		expect(store.get().read?.order).toBe(newest);
		await clock.advance(60_000);
		expect(marks()).toBe(2);
	});

	test("further up, the new begins with what arrives first", async () => {
		const { store, say } = await openUnread({ read: { order: 3, at: START } });
		store.setReading(true);
		await say();
		store.setReading(false);
		await say();
		await say();
		expect(selectUnread(store.get())).toMatchObject({ count: 2, firstItemId: "item-5" });
		store.setReading(true);
		expect(selectUnread(store.get())).toMatchObject({ count: 0, firstItemId: "item-5" });
	});

	test("a tool call begins nothing", async () => {
		const { store, say } = await openUnread({ read: { order: 3, at: START } });
		await say({ kind: "plan", entries: [] } as Partial<MemoryItem>);
		expect(lineOf(store)).toBeNull();
	});

	test("their own prompt ends it", async () => {
		const { store, clock } = await openUnread({ read: { order: 1, at: START - 60_000 } });
		void store.prompt("Go on");
		expect(lineOf(store)).toBeNull();
		expect(store.get().unreadSummary).toBeNull();
		await clock.settle();
	});
});

describe("a person who looks away", () => {
	test("reads nothing, and finds what is new when they are back", async () => {
		const { store, clock, visibility, say, marks } = await openUnread({ read: { order: 3, at: START } });
		store.setReading(true);
		await clock.advance(5_000);
		visibility.hide();
		await clock.settle();
		await say();
		await clock.advance(5_000);
		expect(selectUnread(store.get())).toMatchObject({ count: 1, since: { order: 3, at: START + 5_000 } });
		const before = marks();
		visibility.show();
		await clock.settle();
		expect(selectUnread(store.get())).toMatchObject({ count: 0, since: { order: 3 }, firstItemId: "item-4" });
		expect(marks()).toBe(before + 1);
		expect(store.get().unreadSummary).toBeNull();
	});

	test("no longer finds what they have read", async () => {
		const { store, visibility, say } = await openUnread({ read: { order: 2, at: START } });
		store.setReading(true);
		expect(lineOf(store)).toBe(2);
		visibility.hide();
		visibility.show();
		expect(lineOf(store)).toBeNull();
		visibility.hide();
		await say();
		expect(lineOf(store)).toBe(3);
	});

	test("for a minute, is told what has happened", async () => {
		const { store, clock, visibility, workspace } = await openUnread({ read: { order: 3, at: START } });
		store.setReading(true);
		visibility.hide();
		await clock.advance(30_000);
		const { order: _order, seq: _seq, ...failed } = prompt(9, { state: "failed", turnId: "nine" });
		workspace.apply({ kind: "item", item: { ...failed, result: { ...result, endedAt: clock.now() } } });
		await clock.advance(30_000);
		visibility.show();
		await clock.settle();
		expect(store.get().unreadSummary).toMatchObject({ turns: 1, failures: 1 });
	});

	test("at once has the end of what they were reading stored, with the time", async () => {
		const { store, clock, visibility, say, openOther } = await openUnread({ read: { order: 3, at: START } });
		store.setReading(true);
		await say();
		await say();
		await clock.advance(500);
		visibility.hide();
		await clock.settle();
		await clock.settle();
		expect((await openOther()).get().read).toEqual({ order: 5, at: START + 500 });
	});
});

describe("in another window of the person", () => {
	test("what they have read is not new, and the line stays for who looks at it", async () => {
		const { store, clock, openOther } = await openUnread({ read: { order: 2, at: START } });
		const other = await openOther();
		store.setReading(true);
		await clock.advance(3_000);
		expect(countOf(other)).toBe(0);
		expect(lineOf(other)).toBe(2);
	});
});

test("a mark that was lost on the way is sent again", async () => {
	const fates = ["lose_request", "lose_response"] as const;
	let calls = 0;
	const { store, clock, openOther } = await openUnread({
		read: { order: 1, at: START },
		faults: { call: (action) => (action === "markRead" && fates[calls++]) || "deliver" },
	});
	store.setReading(true);
	await clock.advance(60_000);
	expect((await openOther()).get().read?.order).toBe(3);
});

test("what arrived while there was no connection for a minute is new", async () => {
	const { store, clock, workspace, say } = await openUnread({ read: { order: 3, at: START } });
	store.setReading(true);
	await clock.settle();
	workspace.dropConnections();
	await say();
	await clock.advance(61_000);
	workspace.restoreConnections();
	await clock.advance(20_000);
	expect(store.get().connectionStatus.status).toBe("connected");
	expect(selectUnread(store.get())).toMatchObject({ count: 0, since: { order: 3 }, firstItemId: "item-4" });
});
