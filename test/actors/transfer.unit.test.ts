import { randomBytes, randomUUID } from "node:crypto";
import { expect, onTestFinished, test } from "vitest";
import { exportPage, importPage } from "../../actors/actions/transferActions.ts";
import { WorkspaceAdmin } from "../../actors/admin/WorkspaceAdmin.ts";
import { insertContent, insertContentChunk, markContentComplete } from "../../actors/database/contentTable.ts";
import { readMeta, writeMeta } from "../../actors/database/metaTable.ts";
import { OpenedWorkspace } from "../../actors/runtime/OpenedWorkspace.ts";
import type { WorkspaceContext } from "../../actors/runtime/workspaceDefinition.ts";
import { packLines, unpackLines } from "../../actors/transfer/page.ts";
import { type ExportPosition, TRANSFERRED_TABLES } from "../../actors/transfer/transferTables.ts";
import { approval } from "../../stories/fixtures/sampleItems.ts";
import { type LocalWorkspace, openLocalWorkspace } from "../harness/openLocalWorkspace.ts";

const OPTIONS = { sandbox: { baseUrl: "http://127.0.0.1:9" }, onLog: () => undefined };

/** How Rivet calls an action for a program that has the key. */
function contextOf({ workspace }: LocalWorkspace): WorkspaceContext {
	const state = { userId: "workspace-chat:admin", name: "Administrator", role: "owner" };
	return { vars: new OpenedWorkspace(workspace.host, workspace), conn: { state } } as unknown as WorkspaceContext;
}

interface Backup {
	readonly header: unknown;
	readonly lines: readonly string[];
	/** Of the largest page that travelled. */
	readonly largestBytes: number;
}

async function exportAll(from: LocalWorkspace): Promise<Backup> {
	const lines: string[] = [];
	let largestBytes = 0;
	let position: ExportPosition | null = null;
	let header: unknown;
	do {
		let part = 0;
		const data: Buffer[] = [];
		let page: Awaited<ReturnType<typeof exportPage>>;
		do {
			page = await exportPage(contextOf(from), { position, part });
			data.push(Buffer.from(page.data, "base64"));
			expect(page.data.length).toBeLessThan(1_000_000);
			part += 1;
		} while (part < page.parts);
		const whole = unpackLines(Buffer.concat(data));
		largestBytes = Math.max(largestBytes, Buffer.byteLength(whole.join("\n")));
		lines.push(...whole);
		position = page.next;
		header = page.header;
	} while (position !== null);
	return { header, lines, largestBytes };
}

/** A commit of Rivet has at most 1.3 MB. */
function inPages(lines: readonly string[]): readonly string[][] {
	const pages: string[][] = [[]];
	let bytes = 0;
	for (const line of lines) {
		bytes += line.length;
		if (bytes > 500_000) pages.push([]);
		if (bytes > 500_000) bytes = line.length;
		pages.at(-1)?.push(line);
	}
	return pages;
}

async function importAll(into: LocalWorkspace, { header, lines }: Backup): Promise<void> {
	const context = contextOf(into);
	await importPage(context, { step: "begin", header });
	for (const some of inPages(lines)) {
		const page = Buffer.from(packLines(some));
		for (let from = 0; from < page.length; from += 46_080) {
			const data = page.subarray(from, from + 46_080).toString("base64");
			await importPage(context, { step: "part", data, isLast: from + 46_080 >= page.length });
		}
	}
	await importPage(context, { step: "finish", rows: lines.length, keepSandbox: false });
}

/** All rows of a table, in one order. */
async function rowsOf({ db }: LocalWorkspace, table: string): Promise<string[]> {
	return (await db.execute(`SELECT * FROM ${table}`)).map((row) => JSON.stringify(row)).sort();
}

async function addNotices({ workspace }: LocalWorkspace, count: number): Promise<void> {
	for (let start = 0; start < count; start += 200) {
		await workspace.writer.commit("test", async ({ put }) => {
			for (let index = start; index < start + 200; index++) {
				const message = `Item ${index}: ${"ä".repeat(100)}`;
				put({
					kind: "notice",
					id: randomUUID(),
					turnId: null,
					createdAt: index,
					level: "info",
					code: "agent_notice",
					message,
				});
			}
		});
	}
}

test("every table of the database is part of a backup, but for the record of its migration", async () => {
	const { db } = await openLocalWorkspace(OPTIONS);
	const tables = await db.execute<{ name: string }>(
		"SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
	);
	// What is still to be told to the host, the workspace that was exported tells it.
	const own = ["attention", "migrations"];
	expect(tables.map(({ name }) => name).sort()).toEqual([...TRANSFERRED_TABLES, ...own].sort());
});

test("10,000 items and a content of 6 MB are exported and imported page by page, row for row", async () => {
	const from = await openLocalWorkspace(OPTIONS);
	await addNotices(from, 10_000);
	await insertContent(from.db, "picture", 6_000_000, 1);
	for (let number = 0; number < 16; number++)
		await insertContentChunk(from.db, "picture", number, randomBytes(375_000).toString("base64"));
	await markContentComplete(from.db, "picture", 1);
	from.workspace.sessionStore.update({ title: "A title", sandboxId: "docker/1" });

	const backup = await exportAll(from);
	// A page is a fraction of the whole, however much there is.
	expect(backup.largestBytes).toBeLessThan(1_200_000);

	const into = await openLocalWorkspace(OPTIONS);
	await importAll(into, backup);
	for (const table of TRANSFERRED_TABLES.filter((name) => name !== "meta"))
		expect(await rowsOf(into, table), table).toEqual(await rowsOf(from, table));

	const opened = await openLocalWorkspace(OPTIONS, into.db);
	expect(opened.workspace.writer.head().epoch).toBeGreaterThan(from.workspace.writer.head().epoch);
	const session = opened.workspace.sessionStore.get();
	expect(session).toMatchObject({ title: "A title", sandboxId: null, state: { status: "offline" } });
	const left = await into.db.execute("SELECT key FROM meta WHERE key LIKE 'import%'");
	expect(left).toEqual([]);
});

test("what happens during an export is in it, each item once in its last state after import", async () => {
	const from = await openLocalWorkspace(OPTIONS);
	await addNotices(from, 2_000);
	const first = await exportPage(contextOf(from), { position: null, part: 0 });
	const [{ id, body } = { id: "", body: "" }] = await from.db.execute<{ id: string; body: string }>(
		"SELECT id, body FROM items ORDER BY seq LIMIT 1",
	);
	await from.workspace.writer.commit("test", async ({ put }) => {
		put({ ...JSON.parse(body), message: "changed" });
	});
	const early = unpackLines(Buffer.from(first.data, "base64"));
	const rest: string[] = [];
	let position = first.next;
	while (position) {
		const page: Awaited<ReturnType<typeof exportPage>> = await exportPage(contextOf(from), { position, part: 0 });
		rest.push(...unpackLines(Buffer.from(page.data, "base64")));
		position = page.next;
	}
	const into = await openLocalWorkspace(OPTIONS);
	await importAll(into, { header: first.header, lines: [...early, ...rest], largestBytes: 0 });
	const [row] = await into.db.execute<{ body: string }>("SELECT body FROM items WHERE id = ?", id);
	expect(JSON.parse(row?.body ?? "{}")).toMatchObject({ message: "changed" });
	expect(await rowsOf(into, "items")).toEqual(await rowsOf(from, "items"));
});

test("an import into a workspace that somebody uses meanwhile does not take effect", async () => {
	const from = await openLocalWorkspace(OPTIONS);
	await addNotices(from, 200);
	const { header, lines } = await exportAll(from);
	const into = await openLocalWorkspace(OPTIONS);
	const context = contextOf(into);
	await importPage(context, { step: "begin", header });
	await importPage(context, { step: "part", data: Buffer.from(packLines(lines)).toString("base64"), isLast: true });
	await addNotices(into, 200);
	const finish = importPage(context, { step: "finish", rows: lines.length, keepSandbox: false });
	await expect(finish).rejects.toMatchObject({ code: "workspace_not_empty" });
});

const ITEM_ROW = { id: "a", ord: 1, seq: 1, kind: "prompt", place: "queue", open: 1, body: "{}", wire: null };

test("a page without an end, and a line without one, are refused before they fill the memory", async () => {
	const context = contextOf(await openLocalWorkspace(OPTIONS));
	const { header } = await exportAll(await openLocalWorkspace(OPTIONS));
	await importPage(context, { step: "begin", header });
	const data = Buffer.alloc(9_000_000).toString("base64");
	await importPage(context, { step: "part", data, isLast: false });
	await expect(importPage(context, { step: "part", data, isLast: false })).rejects.toMatchObject({
		code: "invalid_argument",
	});

	let pieces = 0;
	async function* endless() {
		for (;;) {
			pieces += 1;
			yield "x".repeat(1_000_000);
		}
	}
	const admin = new WorkspaceAdmin({ adminKey: "x".repeat(32), endpoint: "http://127.0.0.1:9" });
	await expect(admin.importWorkspace("endless", endless())).rejects.toThrow("a line is too long");
	expect(pieces).toBeLessThan(20);
	await admin.dispose();
});

test.each([
	["no table of ours", { table: "sqlite_master", row: {} }],
	["a column that is none", { table: "items", row: { id: "a", "ord) VALUES (1); --": 1 } }],
	["no row", { hello: 1 }],
	["an item that cannot be read", { table: "items", row: { ...ITEM_ROW, body: "{" } }],
	["a value that cannot be read", { table: "meta", row: { key: "epoch", value: "one" } }],
])("a line with %s is refused", async (_what, line) => {
	const from = await openLocalWorkspace(OPTIONS);
	const { header } = await exportAll(from);
	const context = contextOf(await openLocalWorkspace(OPTIONS));
	await importPage(context, { step: "begin", header });
	const data = Buffer.from(packLines([JSON.stringify(line)])).toString("base64");
	await expect(importPage(context, { step: "part", data, isLast: true })).rejects.toMatchObject({
		code: "invalid_argument",
	});
});

test("of what an exported workspace did at that moment nothing goes on in the imported one, and its queue waits", async () => {
	const from = await openLocalWorkspace({ ...OPTIONS, limits: { destroyAfterMs: 1_000_000 } });
	// What waits in it counts in the metrics of this process.
	onTestFinished(() => from.workspace.sleep());
	const { writer, sessionStore } = from.workspace;
	const by = { userId: "ada", name: "Ada" };
	const prompt = {
		kind: "prompt",
		createdAt: 1,
		by,
		clientId: "c",
		text: "Go",
		attachments: [],
		result: null,
	} as const;
	const { order: _order, seq: _seq, ...asked } = approval;
	await writer.commit("test", async ({ put }) => {
		put({ ...prompt, id: "running", turnId: "turn", state: "running" });
		put({ ...asked, id: "approval", turnId: "turn" });
		put({ ...prompt, id: "waiting", clientId: "d", turnId: null, state: "queued" });
	});
	const task = { itemId: "call", title: "A server", startedAt: 1, turnId: "turn", startedBy: by };
	sessionStore.update({
		state: { status: "restoring", since: 1 },
		background: { id: "work", since: 1, state: "running", tasks: [task] },
		storageError: { code: "storage_full", message: "The disk is full." },
		login: { methods: [{ id: "key", name: "Key", type: "agent" }], pending: "key" },
	});
	await writeMeta(from.db, "lastUsedAt", 1);
	const backup = await exportAll(from);
	expect(backup.lines.join("\n")).toContain("storage_full");

	const into = await openLocalWorkspace(OPTIONS);
	await importAll(into, backup);
	const { workspace, db } = await openLocalWorkspace({ ...OPTIONS, limits: { destroyAfterMs: 1_000_000 } }, into.db);
	expect(workspace.sessionStore.get()).toMatchObject({ background: null, storageError: null });
	expect(workspace.sessionStore.get().login).toEqual({ methods: [{ id: "key", name: "Key", type: "agent" }] });
	expect(workspace.currentTurn.get()).toBeNull();
	expect(workspace.openItems.approvals()).toEqual([]);
	expect(workspace.openItems.prompts()).toMatchObject([{ id: "waiting", state: "queued" }]);
	const items = (await db.execute<{ body: string }>("SELECT body FROM items")).map(({ body }) => JSON.parse(body));
	expect(items).toContainEqual(expect.objectContaining({ id: "running", state: "interrupted" }));
	await expect
		.poll(async () => {
			const [row] = await db.execute<{ body: string }>("SELECT body FROM items WHERE id = 'approval'");
			return JSON.parse(row?.body ?? "{}").state;
		})
		.toMatchObject({ status: "cancelled" });
	// Nothing was cut off here: that goes on in the other workspace, or not.
	const notices = items.filter(({ kind }) => kind === "notice").map(({ code }) => code);
	expect(notices.sort()).toEqual(["turn_interrupted", "workspace_imported"]);
	await expect.poll(async () => Number(await readMeta(db, "lastUsedAt"))).toBeGreaterThan(Date.now() - 60_000);
});
