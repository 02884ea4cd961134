import { randomUUID } from "node:crypto";
import { expect, test, vi } from "vitest";
import { appendChunk, findAttachment, insertAttachment, markSent } from "../../actors/database/attachmentTable.ts";
import { readMeta, writeMeta } from "../../actors/database/metaTable.ts";
import { insertRequest } from "../../actors/database/requestTable.ts";
import type { Patch } from "../../src/protocol/index.ts";
import { openLocalWorkspace } from "../harness/openLocalWorkspace.ts";

const OPTIONS = { sandbox: { baseUrl: "http://127.0.0.1:9" }, onLog: () => undefined };
const ADA = { userId: 'ada "the first"@example.com', name: "Ada Lovelace", avatarUrl: "https://example.com/ada.png" };
const BOB = { userId: "bob", name: "Bob" };

async function openWithPrompts(count: number) {
	const { db, workspace } = await openLocalWorkspace(OPTIONS);
	for (let start = 0; start < count; start += 100) {
		await workspace.writer.commit("test", async ({ put }) => {
			for (let index = start; index < start + 100; index++) {
				put({
					kind: "prompt",
					id: randomUUID(),
					turnId: null,
					createdAt: index,
					by: index % 2 === 0 ? ADA : BOB,
					clientId: randomUUID(),
					text: `Prompt ${index} ${"x".repeat(2_000)}`,
					attachments: [],
					state: "done",
					result: null,
				});
			}
		});
	}
	return { db, workspace };
}

/** Whether anything that is stored says who the person is. */
async function mentions({ db }: Awaited<ReturnType<typeof openWithPrompts>>): Promise<readonly string[]> {
	const found: string[] = [];
	const tables = await db.execute<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'");
	for (const { name } of tables) {
		const rows = JSON.stringify(await db.execute(`SELECT * FROM ${name}`));
		if (/Lovelace|ada \\*"the first|ada\.png/.test(rows)) found.push(name);
	}
	return found;
}

test("nothing that is stored says who an erased person is, and everybody else is as before", async () => {
	const open = await openWithPrompts(1_400);
	const { db, workspace } = open;
	await writeMeta(db, "choices", { agent: "mock", choices: [["mode", { value: "plan", by: ADA }]] });
	workspace.people.open({ ...ADA, role: "owner" });
	workspace.people.open({ ...BOB, role: "owner" });
	await workspace.writer.idle();
	for (let index = 0; index < 450; index++)
		await insertRequest(db, { userId: ADA.userId, action: "prompt", request: { clientId: String(index) } }, {}, index);
	await insertRequest(db, { userId: "bob", action: "prompt", request: { clientId: "1" } }, {}, 1);
	const file = {
		received: 0,
		path: "/work/CV of Ada Lovelace.pdf",
		promptId: "prompt",
		bytes: "kept",
		size: 3,
		mimeType: "",
	} as const;
	await insertAttachment(
		db,
		{ ...file, id: "cv", userId: ADA.userId, name: "CV of Ada Lovelace.pdf", thumbnail: "data:" },
		1,
	);
	await markSent(db, "cv", "prompt", 1);
	await appendChunk(db, "cv", { start: 0, data: "AAAA" }, 3, 1);
	expect([...(await mentions(open))].sort()).toEqual(["attachments", "items", "meta", "people", "requests"]);

	const erased = await workspace.erasure.erase(ADA.userId, { attachments: true });
	expect(erased).toMatchObject({ items: 700, attachments: 1, pseudonym: expect.stringMatching(/^deleted-/) });
	expect(await mentions(open)).toEqual([]);
	const items = (await db.execute<{ body: string }>("SELECT body FROM items ORDER BY ord")).map(({ body }) =>
		JSON.parse(body),
	);
	// With the one that says that Bob has joined.
	expect(items).toHaveLength(1_401);
	expect(items[0]).toMatchObject({
		by: { userId: erased.pseudonym, name: "Deleted user" },
		text: expect.stringContaining("Prompt 0"),
	});
	expect(items[1]).toMatchObject({ by: BOB });
	expect(await db.execute("SELECT user_id FROM people")).toEqual([{ user_id: "bob" }]);
	expect((await db.execute("SELECT count(*) AS count FROM requests"))[0]).toEqual({ count: 1 });
	expect(await findAttachment(db, "cv")).toMatchObject({
		name: "deleted file",
		bytes: "dropped",
		userId: erased.pseudonym,
	});
});

test("pages that are open get every item that has changed", async () => {
	const { workspace } = await openWithPrompts(200);
	const { seq } = workspace.writer.head();
	const patches: Patch[] = [];
	workspace.events.on("batchReady", (batch) => void patches.push(...batch.patches.filter((patch) => patch.seq > seq)));
	await workspace.erasure.erase(ADA.userId, { attachments: false });
	await expect.poll(() => patches.filter(({ kind }) => kind === "item").length).toBe(100);
	expect(JSON.stringify(patches)).not.toContain("Lovelace");
});

test("what runs while a person is erased says nothing of them later", async () => {
	const { workspace } = await openWithPrompts(100);
	const { sessionStore, currentTurn, writer, events } = workspace;
	const task = { itemId: "call", title: "A server", startedAt: 1, turnId: "turn", startedBy: ADA };
	sessionStore.update({ background: { id: "work", since: 1, state: "stopping", stoppedBy: ADA, tasks: [task] } });
	currentTurn.begin({ id: "turn", promptId: "prompt", startedAt: 1, state: "running" });
	currentTurn.stop({ stoppedBy: ADA }, Promise.resolve());
	const { seq } = writer.head();
	const patches: Patch[] = [];
	events.on("batchReady", (batch) => void patches.push(...batch.patches.filter((patch) => patch.seq > seq)));
	const { pseudonym } = await workspace.erasure.erase(ADA.userId, { attachments: false });
	const stand = { userId: pseudonym, name: "Deleted user" };
	expect(sessionStore.get().background).toMatchObject({ stoppedBy: stand, tasks: [{ startedBy: stand }] });
	expect(currentTurn.get()).toMatchObject({ state: "stopping", stoppedBy: stand });
	await expect.poll(() => patches.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["session", "turn"]));
	expect(JSON.stringify(patches)).not.toContain("Lovelace");
	currentTurn.end();
});

test("what is stored while a person is erased is neither overwritten, nor does it name them", async () => {
	const { db, workspace } = await openWithPrompts(100);
	const { sessionStore, writer } = workspace;
	const task = { itemId: "call", title: "A server", startedAt: 1, turnId: "turn", startedBy: ADA };
	sessionStore.update({ background: { id: "work", since: 1, state: "running", tasks: [task] } });
	const execute = db.execute;
	let meanwhile: Promise<unknown> | null = null;
	const spy = vi.spyOn(db, "execute").mockImplementation(async (query, ...values) => {
		const rows = await execute(query, ...values);
		if (!query.includes("FROM meta WHERE instr") || meanwhile) return rows;
		sessionStore.update({ title: "New" });
		meanwhile = writer.flush();
		// Outside of a transaction it is stored before what was read is written.
		await new Promise(setImmediate);
		return rows;
	});
	const { pseudonym } = await workspace.erasure.erase(ADA.userId, { attachments: false });
	spy.mockRestore();
	await meanwhile;
	expect(await readMeta(db, "session")).toMatchObject({
		title: "New",
		background: { tasks: [{ startedBy: { userId: pseudonym } }] },
	});
});

test("a turn that ends in the middle of it does not write who has stopped it", async () => {
	const { db, workspace } = await openWithPrompts(100);
	const { currentTurn, writer } = workspace;
	currentTurn.begin({ id: "turn", promptId: "prompt", startedAt: 1, state: "running" });
	currentTurn.stop({ stoppedBy: ADA }, Promise.resolve());
	const execute = db.execute;
	const spy = vi.spyOn(db, "execute").mockImplementation(async (query, ...values) => {
		const rows = await execute(query, ...values);
		if (!query.includes("max(number)") || rows[0]?.last !== null || !currentTurn.get()) return rows;
		// All items were searched.
		await writer.commit("test", async ({ put }) => {
			const result = { stoppedBy: currentTurn.get()?.stoppedBy };
			put({ kind: "prompt", id: "stopped", by: BOB, state: "stopped", result } as never);
		});
		currentTurn.end();
		return rows;
	});
	await workspace.erasure.erase(ADA.userId, { attachments: false });
	spy.mockRestore();
	expect(await mentions({ db, workspace })).toEqual([]);
});

test("a setting that the agent is still asked for is stored before its person is erased", async () => {
	const { db, workspace } = await openWithPrompts(100);
	const { sessionStore, sessionKeeper, settingsChanger } = workspace;
	const choices = ["ask", "code"].map((value) => ({ value, name: value }));
	sessionStore.update({ configOptions: [{ id: "mode", name: "Mode", value: "ask", choices }] as never });
	const asked = Promise.withResolvers<void>();
	const answered = Promise.withResolvers<void>();
	const session = {
		setConfigOption() {
			asked.resolve();
			return answered.promise;
		},
	};
	vi.spyOn(sessionKeeper, "current").mockReturnValue(session as never);
	const request = { clientId: "mode", configId: "mode", value: "code" };
	const changed = settingsChanger.change({ ...ADA, role: "owner" }, request);
	await asked.promise;
	const erased = workspace.erasure.erase(ADA.userId, { attachments: false });
	setImmediate(answered.resolve);
	await changed;
	await erased;
	expect(await mentions({ db, workspace })).toEqual([]);
	const [row] = await db.execute<{ body: string }>("SELECT body FROM items WHERE kind = 'event'");
	expect(JSON.parse(row?.body ?? "{}")).toMatchObject({ by: { name: "Deleted user" } });
});

test("erasing somebody who is not there, or again, changes nothing", async () => {
	const { workspace } = await openWithPrompts(100);
	await workspace.erasure.erase(ADA.userId, { attachments: false });
	const { seq } = workspace.writer.head();
	expect(await workspace.erasure.erase(ADA.userId, { attachments: false })).toMatchObject({ items: 0, attachments: 0 });
	expect(await workspace.erasure.erase("nobody", { attachments: true })).toMatchObject({ items: 0, attachments: 0 });
	expect(workspace.writer.head().seq).toBe(seq);
});
