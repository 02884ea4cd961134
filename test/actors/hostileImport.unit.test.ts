import { beforeAll, expect, test } from "vitest";
import { insertAttachment } from "../../actors/database/attachmentTable.ts";
import { readItemsBefore } from "../../actors/database/itemTable.ts";
import { writeMeta } from "../../actors/database/metaTable.ts";
import { SCHEMA_STEPS } from "../../actors/database/migrations.ts";
import { insertRequest } from "../../actors/database/requestTable.ts";
import { SqliteSessionPersistDriver } from "../../actors/persist/SqliteSessionPersistDriver.ts";
import { createHeader } from "../../actors/transfer/exportFormat.ts";
import { packLines } from "../../actors/transfer/page.ts";
import { EXPORT_START, readExportLines, type TransferredRow } from "../../actors/transfer/transferTables.ts";
import { timelineItemSchema } from "../../src/protocol/anyItem.ts";
import { parseWithIssue } from "../../src/protocol/schema.ts";
import { sessionSchema } from "../../src/protocol/session.ts";
import { Refusal } from "../../src/rules/refusals.ts";
import { createRandom } from "../harness/createRandom.ts";
import { openLocalWorkspace } from "../harness/openLocalWorkspace.ts";
import { spoilJson } from "../timeline/spoilJson.ts";

const OPTIONS = { sandbox: { baseUrl: "http://127.0.0.1:9" }, onLog: () => undefined };
const HEADER = createHeader({ schema: SCHEMA_STEPS, workspaceId: "acme/web", exportedAt: 1, package: "0.1.0" });
const ADA = { userId: "ada", name: "Ada" };

/** Of a workspace in which something of everything is stored. */
let rows: readonly TransferredRow[];
beforeAll(async () => {
	const { db, workspace } = await openLocalWorkspace(OPTIONS);
	const prompt = { kind: "prompt", turnId: null, createdAt: 1, by: ADA, clientId: "c", attachments: [], result: null };
	const call = {
		toolCallId: "call",
		title: "Delete",
		toolKind: "delete",
		status: "pending",
		locations: [],
		content: [],
	};
	const options = [{ optionId: "yes", name: "Yes", optionKind: "allow_once" }];
	const items = [
		{ ...prompt, id: "running", turnId: "turn", text: "Go", state: "running" },
		{ ...prompt, id: "waiting", text: "Go on", state: "queued" },
		{ kind: "message", id: "message", turnId: "turn", createdAt: 2, text: "x".repeat(200_000), blocks: [], open: true },
		{ kind: "tool_call", id: "call", turnId: "turn", createdAt: 3, ...call, endedAt: null },
		{
			kind: "approval",
			id: "approval",
			turnId: "turn",
			createdAt: 4,
			toolCall: call,
			options,
			state: { status: "pending" },
		},
	];
	await workspace.writer.commit("test", async ({ put }) => {
		for (const item of items) put(item as never);
	});
	workspace.sessionStore.update({ title: "A title", usage: { used: 1, size: 2 } as never });
	await workspace.writer.flush();
	await writeMeta(db, "choices", {
		agent: "mock",
		choices: [["mode", { name: "Mode", value: "plan", role: "owner" }]],
	});
	await writeMeta(db, "agentServer", "server");
	await insertRequest(db, { userId: "ada", action: "stop", request: { clientId: "c" } }, { stopping: true }, 1);
	const file = { userId: "ada", name: "a", mimeType: "", size: 3, thumbnail: null, received: 0, path: null } as const;
	await insertAttachment(db, { ...file, id: "file", promptId: null, bytes: "kept" }, 1);
	const driver = new SqliteSessionPersistDriver({ db });
	await driver.updateSession({ id: "s", agent: "mock", agentSessionId: "a", lastConnectionId: "l", createdAt: 1 });
	const { lines } = await readExportLines(db, EXPORT_START, 10_000_000);
	rows = lines.map((line) => JSON.parse(line));
	expect(new Set(rows.map(({ table }) => table)).size).toBeGreaterThanOrEqual(5);
	await workspace.sleep();
});

/** Imports these rows, and opens the workspace with them, if they are not refused. */
async function openWith(imported: readonly unknown[]): Promise<void> {
	const { db, workspace } = await openLocalWorkspace(OPTIONS);
	const page = Buffer.from(packLines(imported.map((row) => JSON.stringify(row))));
	await workspace.workspaceImport.begin(HEADER);
	await workspace.workspaceImport.addPart({ data: page.toString("base64"), isLast: true });
	await workspace.workspaceImport.finish(imported.length, false);
	await workspace.sleep();
	const opened = await openLocalWorkspace(OPTIONS, db);
	const { epoch, seq } = opened.workspace.writer.head();
	expect([epoch, seq].every(Number.isSafeInteger)).toBe(true);
	expect(parseWithIssue(sessionSchema, opened.workspace.sessionStore.get()).issue).toBeNull();
	for (const item of await readItemsBefore(db, Number.MAX_SAFE_INTEGER, 100))
		expect(parseWithIssue(timelineItemSchema, item).issue).toBeNull();
	await opened.workspace.sleep();
}

/** Why rows are refused; null when the workspace opens with them. */
async function refusalOf(imported: readonly unknown[]): Promise<string | null> {
	try {
		await openWith(imported);
		return null;
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		expect(error.info.code).toBe("invalid_argument");
		return error.info.detail ?? "";
	}
}

test("what was exported is imported", async () => {
	expect(await refusalOf(rows)).toBeNull();
});

const meta = (key: string, value: unknown) => ({ table: "meta", row: { key, value: JSON.stringify(value) } });
const ITEM = { id: "a", ord: 1, seq: 1, kind: "prompt", place: "queue", open: 1, body: "{}", wire: null };
const NOTICE = {
	id: "a",
	order: 1,
	seq: 1,
	turnId: null,
	createdAt: 1,
	kind: "notice",
	level: "info",
	code: "c",
	message: "",
};

test.each([
	["an open prompt without anything", { table: "items", row: ITEM }, "seq 1"],
	[
		"an item of another kind",
		{ table: "items", row: { ...ITEM, body: JSON.stringify(NOTICE) } },
		"not those of its item",
	],
	["an item without a number", { table: "items", row: { id: "a" } }, "ord"],
	["an item with a number without an end", { table: "items", row: { ...ITEM, seq: 1e308 } }, "seq"],
	[
		"an item of a time that no calendar has",
		{
			table: "items",
			row: { ...ITEM, kind: "notice", place: "timeline", body: JSON.stringify({ ...NOTICE, createdAt: 1e300 }) },
		},
		"createdAt",
	],
	["a reader of such a time", { table: "reads", row: { user_id: "ada", ord: 1, at: 2 ** 50 } }, "at"],
	[
		"a person of such a time",
		{
			table: "people",
			row: {
				...{ user_id: "ada", name: "Ada", avatar_url: null, role: "owner" },
				first_seen_at: 1,
				last_seen_at: 1e15,
			},
		},
		"last_seen_at",
	],
	["a session that is none", meta("session", "x"), 'key "session"'],
	[
		"a session without its commands",
		meta("session", { agent: "mock", state: { status: "ready" }, commands: 1 }),
		"commands",
	],
	["choices that are none", meta("choices", { agent: "mock", choices: 7 }), "choices"],
	["an epoch that is text", meta("epoch", "x"), "epoch"],
	["an epoch that cannot be counted up", meta("epoch", 1e308), "epoch"],
	[
		"a session of an agent that is none",
		{ table: "sandbox_sessions", row: { id: "a", created_at: 1, body: "[]" } },
		"body",
	],
])("%s is refused by its name", async (_what, row, reason) => {
	const detail = await refusalOf([row]);
	expect(detail).toContain(`“${row.table}”`);
	expect(detail).toContain(reason);
});

/** The same row with something else in its place; JSON in it is changed inside, too. */
function spoil(random: () => number, { table, row }: TransferredRow): unknown {
	const values = Object.entries(row).map(([name, value]) => {
		if (typeof value === "string" && value.startsWith("{") && random() < 0.7)
			return [name, JSON.stringify(spoilJson(random, JSON.parse(value))) ?? "null"];
		return [name, random() < 0.05 ? (spoilJson(random, [value]) as unknown[])[0] : value];
	});
	return { table, row: Object.fromEntries(values) };
}

test("a workspace opens with whatever rows were not refused", async () => {
	const random = createRandom(16);
	let refused = 0;
	let opened = 0;
	for (let round = 0; round < 100; round++) {
		// One at a time, or all but one would hide what the other does.
		const index = Math.floor(random() * rows.length);
		const imported = rows.map((row, other) => (other === index ? spoil(random, row) : row));
		if ((await refusalOf(imported)) === null) opened += 1;
		else refused += 1;
	}
	expect(refused).toBeGreaterThan(10);
	expect(opened).toBeGreaterThan(10);
});
