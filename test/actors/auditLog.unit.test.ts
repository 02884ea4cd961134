import { expect, onTestFinished, test, vi } from "vitest";
import { AuditLog, readAuditPage, readAuditStart } from "../../actors/audit/AuditLog.ts";
import { auditEndLine, auditHeaderLine, toAuditLine, verifyAuditLog } from "../../actors/audit/auditLines.ts";
import { readAuditHead, readAuditPeople, readAuditRowsAfter } from "../../actors/database/auditTable.ts";
import { createAct, doneAct, refusedAct } from "../../src/rules/audit.ts";
import { openLocalWorkspace } from "../harness/openLocalWorkspace.ts";
import { TestDatabase } from "../harness/TestDatabase.ts";

const prompt = (userId: string, promptId: string) =>
	doneAct({ userId, action: "prompt" }, { text: "Hello" }, { promptId, position: 0 });

async function openLog(maxEntries = 1_000, clock?: () => number) {
	const db = await TestDatabase.open();
	let now = 0;
	const scheduleFlush = vi.fn();
	const audit = new AuditLog({ maxEntries, now: clock ?? (() => ++now), scheduleFlush });
	const flushes = () => scheduleFlush.mock.calls.length;
	audit.recordName({ userId: "ada", name: "Ada" });
	audit.recordName({ userId: "ben", name: "Ben" });
	const commit = async (work: (tx: typeof db) => Promise<unknown>, name = "test") => {
		let isStored = false;
		try {
			await db.transaction(work, { name });
			isStored = true;
		} finally {
			audit.settle(isStored);
		}
	};
	const append = (...acts: Parameters<AuditLog["append"]>[1][number][]) => commit((tx) => audit.append(tx, acts));
	return { db, audit, append, commit, flushes };
}

/** The log as `exportAuditLog` writes it. */
async function exportLog(db: TestDatabase & Parameters<typeof readAuditHead>[0]): Promise<string[]> {
	const start = await readAuditStart(db);
	const rows = await readAuditRowsAfter(db, start.seq, 10_000);
	const people = await readAuditPeople(db, rows);
	const header = auditHeaderLine({ workspaceId: "w", exportedAt: 1, package: "0", start });
	const head = (await readAuditHead(db)) ?? start;
	return [header, ...rows.map((row) => JSON.stringify(toAuditLine(row, people))), auditEndLine(rows.length, head)];
}

const verify = (lines: readonly string[], known?: { readonly seq: number; readonly hash: string }) =>
	verifyAuditLog([lines.map((line) => `${line}\n`).join("")], known);

test("acts are numbered and chained, and are read newest first with the names of people", async () => {
	const { db, append } = await openLog();
	await append(prompt("ada", "p1"), prompt("ben", "p2"));
	await append(createAct({ actor: "policy", action: "answerApproval", target: "a1", rule: "reading" }));
	const { entries, hasOlder } = await readAuditPage(db, {}, 2);
	expect(hasOlder).toBe(true);
	expect(entries).toMatchObject([
		{ seq: 3, actor: "policy", by: null, target: "a1", rule: "reading" },
		{ seq: 2, actor: "person", by: { userId: "ben", name: "Ben" }, target: "p2", details: { textLength: 5 } },
	]);
	expect(await verify(await exportLog(db))).toMatchObject({ entries: 3, start: { seq: 0 }, problem: null });
});

test.each([
	["who did it", "UPDATE audit SET author = (SELECT handle FROM audit_people WHERE user_id = 'ben') WHERE seq = 2", 2],
	["when", "UPDATE audit SET at = at + 1 WHERE seq = 2", 2],
	["what", "UPDATE audit SET action = 'stop' WHERE seq = 2", 2],
	["on what", "UPDATE audit SET target = 'p9' WHERE seq = 2", 2],
	["how it ended", "UPDATE audit SET outcome = 'refused' WHERE seq = 2", 2],
	["by which rule", "UPDATE audit SET rule = 'reading' WHERE seq = 2", 2],
	["the details", `UPDATE audit SET details = '{"textLength":6}' WHERE seq = 2`, 2],
	["the name of a person", "UPDATE audit_people SET name = 'Ben' WHERE user_id = 'ada'", 1],
	["that a person was here", "DELETE FROM audit_people WHERE user_id = 'ada'", 1],
	["that there was one in the middle", "DELETE FROM audit WHERE seq = 2", 3],
	["that there was one at the start", "DELETE FROM audit WHERE seq = 1", 2],
	[
		"an entry that was added",
		"INSERT INTO audit SELECT 5, at, actor, author, action, target, person, outcome, code, rule, count, details, 'x' FROM audit WHERE seq = 4",
		5,
	],
])("whoever changes in the database %s is found out", async (_what, change, seq) => {
	const { db, append } = await openLog();
	for (const id of ["p1", "p2", "p3"]) await append(prompt("ada", id));
	await append(prompt("ben", "p4"));
	await db.execute(change);
	expect((await verify(await exportLog(db))).problem?.seq).toBe(seq);
});

test("that the newest entries are gone, or all of them are new, shows by an entry that is known", async () => {
	const { db, append } = await openLog();
	for (const id of ["p1", "p2", "p3"]) await append(prompt("ada", id));
	const { head } = await verify(await exportLog(db));
	expect((await verify(await exportLog(db), head)).problem).toBeNull();
	await db.execute("DELETE FROM audit WHERE seq = 3");
	expect((await verify(await exportLog(db))).problem).toBeNull();
	expect((await verify(await exportLog(db), head)).problem).toMatchObject({ seq: 3, reason: /missing/ });
	const anew = await openLog();
	for (const id of ["p1", "p2", "p4"]) await anew.append(prompt("ada", id));
	expect((await verify(await exportLog(anew.db), head)).problem).toMatchObject({ seq: 3 });
});

test("an erased person is nobody any more, and everything still verifies", async () => {
	const { db, audit, append, commit } = await openLog();
	await append(prompt("ada", "p1"), prompt("ben", "p2"));
	audit.recordName({ userId: "ada", name: "Ada Byron" });
	await append(prompt("ada", "p3"));
	await commit(async (tx) => audit.append(tx, await audit.erasePerson(tx, "ada", "deleted-1", "Deleted user")));
	const lines = await exportLog(db);
	expect(lines.join("")).not.toMatch(/Ada|"ada"/);
	expect(await verify(lines)).toMatchObject({ entries: 5, problem: null });
	const { entries } = await readAuditPage(db, { userId: "deleted-1" }, 10);
	expect(entries).toMatchObject([
		{ seq: 3, by: { userId: "deleted-1", name: "Deleted user" } },
		{ seq: 1, by: { userId: "deleted-1", name: "Deleted user" } },
	]);
	// Somebody who comes back under the same id is somebody else.
	await append(prompt("ada", "p4"));
	expect((await readAuditPage(db, { userId: "ada" }, 10)).entries).toMatchObject([{ target: "p4" }]);
	expect((await verify(await exportLog(db))).problem).toBeNull();
});

test("the names of people end with the last entry that names them", async () => {
	const { db, append, audit } = await openLog(100);
	audit.recordName({ userId: "cleo", name: "Cleo" });
	await append(doneAct({ userId: "ada", action: "removePerson" }, { userId: "cleo" }, {}), prompt("ben", "p0"));
	for (let number = 0; number < 250; number++) await append(prompt("ben", `p${number}`));
	const names = async () =>
		(await db.execute<{ name: string }>("SELECT name FROM audit_people")).map(({ name }) => name);
	expect(await names()).toEqual(["Ben"]);
	// Who comes back has a name again.
	await append(prompt("ada", "last"));
	expect((await names()).sort()).toEqual(["Ada", "Ben"]);
	expect((await verify(await exportLog(db))).problem).toBeNull();
});

test("what is due first is not kept waiting by what is due later", async () => {
	vi.useFakeTimers({ now: 0 });
	onTestFinished(() => void vi.useRealTimers());
	const { db, audit, commit, flushes } = await openLog(1_000, Date.now);
	const flush = async () => {
		await commit((tx) => audit.store(tx));
		audit.markStored();
	};
	const refuse = (userId: string) => audit.recordRefusal(refusedAct({ userId, action: "prompt" }, {}, "forbidden"));
	// Ada’s repeats are counted for longer and longer.
	for (let minute = 0; minute < 8; minute++) {
		refuse("ada");
		vi.setSystemTime(2 ** minute * 60_000);
		await flush();
	}
	refuse("ada");
	refuse("ben");
	await flush();
	const before = flushes();
	refuse("ben");
	await vi.advanceTimersByTimeAsync(59_000);
	expect(flushes()).toBe(before);
	await vi.advanceTimersByTimeAsync(2_000);
	expect(flushes()).toBe(before + 1);
	await flush();
	const { entries } = await readAuditPage(db, { userId: "ben" }, 10);
	expect(entries).toHaveLength(2);
	// And after that what is due later, without another refusal.
	await vi.advanceTimersByTimeAsync(3_600_000);
	expect(flushes()).toBe(before + 2);
});

test("refusals of an erased person that were only counted do not bring them back", async () => {
	const { db, audit, commit } = await openLog();
	const flush = async () => {
		await commit((tx) => audit.store(tx));
		audit.markStored();
	};
	const refuse = () => audit.recordRefusal(refusedAct({ userId: "ada", action: "prompt" }, {}, "forbidden"));
	refuse();
	await flush();
	refuse();
	await commit(async (tx) => audit.append(tx, await audit.erasePerson(tx, "ada", "deleted-1", "Deleted user")));
	audit.stop();
	await flush();
	const lines = await exportLog(db);
	expect(lines.join("")).not.toMatch(/Ada|"ada"/);
	expect(await verify(lines)).toMatchObject({ entries: 2, problem: null });
});

test("a transaction that is not stored leaves no entry and no gap", async () => {
	const { db, audit, append, commit } = await openLog();
	await append(prompt("ada", "p1"));
	db.failCommits("fails", 1);
	await expect(commit((tx) => audit.append(tx, [prompt("ben", "p2")]), "fails")).rejects.toThrow();
	await append(prompt("ben", "p3"));
	expect(await verify(await exportLog(db))).toMatchObject({ entries: 2, problem: null });
});

test("the oldest entries are deleted beyond a number, and the rest still verifies", async () => {
	const { db, append } = await openLog(200);
	for (let count = 1; count <= 450; count++) await append(prompt("ada", `p${count}`));
	const verified = await verify(await exportLog(db));
	expect(verified).toMatchObject({ head: { seq: 450 }, problem: null });
	expect(verified.entries).toBeLessThanOrEqual(300);
	expect(verified.start.seq).toBe(450 - verified.entries);
	await db.execute("DELETE FROM audit WHERE seq = ?", verified.start.seq + 1);
	expect((await verify(await exportLog(db))).problem?.seq).toBe(verified.start.seq + 2);
});

test("a flood of refusals is a few entries", async () => {
	const { db, audit, commit } = await openLog();
	for (let count = 0; count < 10_000; count++)
		audit.recordRefusal(refusedAct({ userId: "ben", action: "prompt" }, {}, "forbidden"));
	await commit((tx) => audit.store(tx));
	audit.markStored();
	audit.stop();
	await commit((tx) => audit.store(tx));
	audit.markStored();
	const { entries } = await readAuditPage(db, {}, 10);
	expect(entries.map(({ count }) => count)).toEqual([10_000]);
	expect(entries).toMatchObject([{ outcome: "refused", code: "forbidden", by: { userId: "ben" } }]);
});

test.each([
	["is another file", ["{}"]],
	["lacks its end", [auditHeaderLine({ workspaceId: "w", exportedAt: 1, package: "0", start: { seq: 0, hash: "" } })]],
])("what %s is refused", async (_what, lines) => {
	await expect(verify(lines)).rejects.toThrow(RangeError);
});

test("a workspace that was opened again goes on with the chain", async () => {
	const options = { sandbox: { baseUrl: "http://127.0.0.1:9" }, onLog: () => undefined };
	const first = await openLocalWorkspace(options);
	const record = ({ workspace }: typeof first) =>
		workspace.writer.commit("test", async ({ audit }) => audit(prompt("ada", "p")));
	await record(first);
	first.workspace.audit.recordRefusal(refusedAct({ userId: "ben", action: "prompt" }, {}, "forbidden"));
	await first.workspace.sleep();
	const second = await openLocalWorkspace(options, first.db);
	await record(second);
	expect(await verify(await exportLog(first.db))).toMatchObject({ entries: 3, problem: null });
	await second.workspace.sleep();
});
