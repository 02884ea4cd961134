import { expect, test, vi } from "vitest";
import { LIMITS } from "../../src/protocol/index.ts";
import type { UnplacedItem } from "../../src/rules/items.ts";
import { openLocalWorkspace } from "../harness/openLocalWorkspace.ts";

const OPTIONS = { sandbox: { baseUrl: "http://127.0.0.1:9" }, onLog: () => undefined };
const ADA = { userId: "ada", connectionId: "one" };
const BEN = { userId: "ben", name: "Ben" };

const noteOf = (by: typeof BEN, id: string): UnplacedItem<"note"> => ({
	...{ kind: "note", id, turnId: null, createdAt: 1, by, text: "Look", mentions: [], about: null, threadId: null },
	...{ reactions: [], editedAt: null, deletedAt: null, resolved: null },
});

async function openWithMessages(count: number) {
	const opened = await openLocalWorkspace(OPTIONS);
	for (let start = 0; start < count; start += 200) {
		await opened.workspace.writer.commit("test", async ({ put }) => {
			for (let index = start; index < Math.min(count, start + 200); index++)
				put({
					kind: "message",
					id: `message-${index}`,
					turnId: `turn-${index}`,
					createdAt: index,
					text: "x",
					blocks: [],
					open: false,
				});
		});
	}
	return { ...opened, ...opened.workspace };
}

test("what many people read at the same time is stored by one commit, and a repeat by none", async () => {
	const { db, readMarks, writer } = await openWithMessages(3);
	const transaction = vi.spyOn(db, "transaction");
	const commits = () => transaction.mock.calls.filter(([, options]) => options?.name === "workspace.markRead").length;
	const busy = writer.commit("test", async () => undefined);
	const people = Array.from({ length: 50 }, (_, index) => ({ userId: `person-${index}`, connectionId: null }));
	const marks = await Promise.all(people.map((person) => readMarks.mark(person, 2)));
	await busy;
	expect(commits()).toBe(1);
	expect(new Set(marks.map(({ order }) => order))).toEqual(new Set([2]));
	expect(await db.execute("SELECT count(*) AS count FROM reads")).toEqual([{ count: 50 }]);
	await Promise.all(people.map((person) => readMarks.mark(person, 1)));
	expect(commits()).toBe(1);
});

test("a mark that could not be stored is refused, and the next one is stored", async () => {
	const { db, readMarks } = await openWithMessages(3);
	db.failCommits("workspace.markRead", 1);
	await expect(readMarks.mark(ADA, 1)).rejects.toThrow();
	expect(await db.execute("SELECT * FROM reads")).toEqual([]);
	expect(await readMarks.mark(ADA, 2)).toMatchObject({ order: 2 });
	expect(await db.execute("SELECT user_id, ord FROM reads")).toEqual([{ user_id: "ada", ord: 2 }]);
});

test("a start finds the marks of the process before", async () => {
	const { db, workspace } = await openWithMessages(3);
	const mark = await workspace.readMarks.mark(ADA, 2);
	await workspace.sleep();
	const next = await openLocalWorkspace(OPTIONS, db);
	expect(await next.workspace.readMarks.find(db, "ada")).toEqual(mark);
	expect(await next.workspace.readMarks.mark(ADA, 1)).toEqual(mark);
});

test(`${LIMITS.people} people have one: of more, who was away for the longest has none`, async () => {
	const { db, readMarks } = await openWithMessages(3);
	for (let number = 1; number < LIMITS.people; number++)
		await db.execute("INSERT INTO reads (user_id, ord, at) VALUES (?, 1, ?)", `visitor-${number}`, number);
	await readMarks.mark(ADA, 2);
	const readers = async () => (await db.execute<{ count: number }>("SELECT count(*) AS count FROM reads"))[0]?.count;
	expect(await readers()).toBe(LIMITS.people);
	expect(await readMarks.find(db, "visitor-1")).not.toBeNull();
	await readMarks.mark({ userId: "more", connectionId: null }, 2);
	expect(await readers()).toBe(LIMITS.people);
	expect(await readMarks.find(db, "visitor-1")).toBeNull();
	expect(await readMarks.find(db, "ada")).toMatchObject({ order: 2 });
});

test("an erased person has none", async () => {
	const { db, readMarks, erasure } = await openWithMessages(3);
	await readMarks.mark(ADA, 2);
	await readMarks.mark({ userId: "ben", connectionId: null }, 3);
	await erasure.erase("ada", { attachments: false });
	expect(await db.execute("SELECT user_id FROM reads")).toEqual([{ user_id: "ben" }]);
	expect(await readMarks.find(db, "ada")).toBeNull();
});

test.each([
	[LIMITS.unreadItems, false],
	[LIMITS.unreadItems + 1, true],
])("of %i items a summary is partial: %s", async (count, isPartial) => {
	const { readMarks } = await openWithMessages(count);
	const summary = await readMarks.summarize("ada", { order: 0, at: 0 });
	expect(summary).toMatchObject({ count: LIMITS.unreadItems, isPartial });
});

test("what is not stored yet is counted, too", async () => {
	const { readMarks, writer } = await openWithMessages(1);
	const base = { turnId: "turn-0", createdAt: 1, parentId: undefined };
	writer.stream([{ kind: "item", item: { ...base, kind: "message", id: "grows", text: "x", blocks: [], open: true } }]);
	expect(await readMarks.summarize("ada", { order: 0, at: 0 })).toMatchObject({ count: 1 });
	const since = { order: 1, at: 0 };
	expect(await readMarks.summarize("ada", since)).toMatchObject({ count: 1, turns: 0 });
	await writer.commit("test", async ({ put }) => {
		put({
			kind: "prompt",
			id: "prompt",
			turnId: null,
			createdAt: 2,
			by: BEN,
			clientId: "client",
			text: "Go on",
			attachments: [],
			state: "failed",
			result: null,
		});
	});
	expect(await readMarks.summarize("ada", since)).toMatchObject({ count: 2 });
	expect(await readMarks.summarize("ben", since)).toMatchObject({ count: 1 });
});

test("what each person has not read is counted for the list of workspaces, up to 200", async () => {
	const { readMarks } = await openWithMessages(220);
	expect(await readMarks.countUnread()).toEqual([]);
	await readMarks.mark(ADA, 217);
	await readMarks.mark({ userId: "ben", connectionId: null }, 0);
	const counts = new Map((await readMarks.countUnread()).map(({ userId, count }) => [userId, count]));
	expect(counts.get("ada")).toBe(3);
	expect(counts.get("ben")).toBe(200);
	await readMarks.forget("ben");
	expect(await readMarks.countUnread()).toEqual([{ userId: "ada", count: 3 }]);
});

test("a turn of many messages hides nothing of what is unread before it, and counts once", async () => {
	const { readMarks, writer } = await openWithMessages(1);
	const base = { createdAt: 1, turnId: null, open: false } as const;
	await readMarks.mark(ADA, 1);
	await writer.commit("test", async ({ put }) => {
		for (let index = 0; index < 40; index++) put(noteOf(BEN, `note-${index}`));
	});
	await readMarks.mark({ userId: "cleo", connectionId: null }, 41);
	await writer.commit("test", async ({ put }) => {
		for (let index = 0; index < 300; index++)
			put({ ...base, kind: "message", id: `busy-${index}`, turnId: "busy", text: "x", blocks: [] });
	});
	await readMarks.mark({ userId: "dan", connectionId: null }, 200);
	await readMarks.mark({ userId: "ben", connectionId: null }, 341);
	const counts = new Map((await readMarks.countUnread()).map(({ userId, count }) => [userId, count]));
	expect(Object.fromEntries(counts)).toEqual({ ada: 41, ben: 0, cleo: 1, dan: 1 });
});
