import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WorkspaceAdmin } from "../../actors/admin/WorkspaceAdmin.ts";
import { verifyAuditLog } from "../../actors/audit/auditLines.ts";
import type { LogEntry } from "../../actors/log/workspaceLog.ts";
import { ROLES, type TimelineItem } from "../../src/protocol/index.ts";
import { joinWorkspace, type Visitor } from "../harness/joinWorkspace.ts";
import { ProgramProcess } from "../harness/programProcess.ts";
import { refused } from "../harness/refused.ts";
import { callWithHeaders } from "../harness/requestsWithHeaders.ts";
import { endedPrompt } from "../harness/seenWorkspace.ts";
import { prepareTestEngine, type TestEngine } from "../harness/testEngine.ts";
import { uploadFile } from "../harness/uploadFile.ts";
import { createWorkspaceClient } from "../harness/workspaceClient.ts";
import { startWorkspaceServer, type WorkspaceServer } from "../harness/workspaceServer.ts";

const KEY = "of-the-host's-own-programs-1234567890";
const ADA = { userId: "ada", name: "Ada", role: "owner" };

let server: WorkspaceServer;
let admin: WorkspaceAdmin;
const lines: LogEntry[] = [];
/** Another engine, with a server of its own. */
let otherEngine: TestEngine;
let other: ProgramProcess;
let otherAdmin: WorkspaceAdmin;
beforeAll(async () => {
	server = await startWorkspaceServer({
		adminKey: KEY,
		authenticate: ({ params }) => params as typeof ADA & { role: "owner" },
		onLog: (entry) => lines.push(entry),
	});
	admin = new WorkspaceAdmin({ adminKey: KEY, endpoint: server.engine.endpoint });
	otherEngine = await prepareTestEngine();
	const { RIVETKIT_STORAGE_PATH = "", RIVET_RUN_ENGINE_PORT = "" } = otherEngine.environment;
	other = new ProgramProcess(join(import.meta.dirname, "../harness/runDemoServer.ts"), {
		cwd: otherEngine.folder,
		env: { RIVETKIT_STORAGE_PATH, RIVET_RUN_ENGINE_PORT, WORKSPACE_CHAT_ADMIN_KEY: KEY },
	});
	await other.until("Ctrl-C ends this server.");
	otherAdmin = new WorkspaceAdmin({ adminKey: KEY, endpoint: otherEngine.endpoint });
});
afterAll(async () => {
	await admin.dispose();
	await otherAdmin.dispose();
	await other[Symbol.asyncDispose]();
	await otherEngine.stop();
	await server.stop();
});

async function play({ workspace, until }: Visitor, text: string, attachments: readonly string[] = []): Promise<void> {
	const { promptId } = await workspace.prompt({ text, attachments });
	await until((seen) => endedPrompt(seen, promptId), `the end of “${text}”`);
}

async function readAll(texts: AsyncIterable<string>): Promise<string> {
	let all = "";
	for await (const text of texts) all += text;
	return all;
}

async function readBytes({ workspace }: Visitor, id: string, size: number): Promise<Buffer> {
	const parts: Buffer[] = [];
	let offset = 0;
	while (offset < size) {
		const part = Buffer.from((await workspace.readContent({ id, offset })).data, "base64");
		parts.push(part);
		offset += part.length;
	}
	return Buffer.concat(parts);
}

/** Without what a start changes: numbers, and whatever was open. */
const timelineOf = (visitor: Visitor) =>
	[...visitor.seen().items.values()]
		.filter(({ kind }) => kind !== "notice" && kind !== "approval")
		.sort((one, another) => one.order - another.order)
		.map(({ id, kind, order }) => ({ id, kind, order }));

const codes = (items: Iterable<TimelineItem>) =>
	[...items].flatMap((item) => (item.kind === "notice" ? [item.code] : []));

test("a busy workspace is exported, imported on another engine, and goes on there", async () => {
	const ada = await server.join("busy", ADA);
	const bytes = randomBytes(2_000_000);
	const file = await uploadFile(ada, { attachmentId: "file", name: "noise.bin", bytes });
	await play(ada, "tools", [file]);
	await play(ada, "image");
	await ada.workspace.prompt({ text: "permission", attachments: [] });
	await ada.until((seen) => [...seen.items.values()].some(({ kind }) => kind === "approval"), "the agent to ask");
	const { promptId: waiting } = await ada.workspace.prompt({ text: "title", attachments: [] });

	const backup = await readAll(admin.exportWorkspace("busy"));
	expect(lines.filter(({ level }) => level === "error")).toEqual([]);
	// In pieces that end within lines and characters.
	const whole = Buffer.from(backup);
	const pieces = Array.from({ length: Math.ceil(whole.length / 10_007) }, (_, index) =>
		whole.subarray(index * 10_007, (index + 1) * 10_007),
	);
	await otherAdmin.importWorkspace("restored", pieces);

	const client = createWorkspaceClient(otherEngine.endpoint);
	const bob = await joinWorkspace(client, "restored", { userId: "bob", name: "Bob" });
	expect(bob.answer.epoch).toBeGreaterThan(ada.seen().epoch);
	// What waited runs here.
	await bob.until((seen) => endedPrompt(seen, waiting)?.state === "done", "the queued prompt to run");
	const before = timelineOf(ada);
	expect(before.length).toBeGreaterThan(5);
	const after = new Map(timelineOf(bob).map((item) => [item.id, item]));
	for (const item of before) if (item.id !== waiting) expect(after.get(item.id)).toEqual(item);
	expect(codes(bob.seen().items.values())).toEqual(expect.arrayContaining(["workspace_imported", "turn_interrupted"]));
	expect(await readBytes(bob, file, bytes.length)).toEqual(bytes);
	const picture = [...bob.seen().items.values()].flatMap(
		(item) => JSON.stringify(item).match(/"contentId":"([^"]+)"/)?.[1] ?? [],
	);
	for (const id of picture) expect((await bob.workspace.readContent({ id, offset: 0 })).data.length).toBeGreaterThan(0);

	// The audit log goes on where it was.
	const log = await readAll(otherAdmin.exportAuditLog("restored"));
	expect(await verifyAuditLog([log])).toMatchObject({ start: { seq: 0 }, problem: null });
	const acts = [...log.matchAll(/"action":"(\w+)"/g)].map(([, action]) => action);
	expect(acts.filter((action) => action !== "prompt")).toEqual([
		"exportWorkspace",
		"importWorkspace",
		"exportAuditLog",
	]);

	await play(bob, "plan");
	expect(bob.seen().session.state.status).toBe("ready");
	// The first workspace goes on as it was, in its own sandbox.
	expect(ada.seen().session.sandboxId).not.toBe(bob.seen().session.sandboxId);
	await ada.workspace.stop({ clientId: "stop", turnId: ada.seen().turn?.id ?? "" });
	await client.dispose();
});

test("a workspace that was used takes no backup, and keeps what it has", async () => {
	const ada = await server.join("used", ADA);
	await play(ada, "plan");
	const backup = await readAll(admin.exportWorkspace("used"));
	const before = timelineOf(ada);
	await expect(admin.importWorkspace("used", [backup])).rejects.toMatchObject({ code: "workspace_not_empty" });
	expect(timelineOf(ada)).toEqual(before);
});

test("a backup that was cut off, changed, or is none, is not imported", async () => {
	const ada = await server.join("source", ADA);
	await play(ada, "plan");
	const backup = await readAll(admin.exportWorkspace("source"));
	const allLines = backup.trimEnd().split("\n");
	const cut = allLines.slice(0, -1).join("\n");
	await expect(admin.importWorkspace("cut", [cut])).rejects.toThrow("not whole");
	await expect(admin.importWorkspace("changed", [backup.replace('"plan"', '"nalp"')])).rejects.toThrow("was changed");
	await expect(
		admin.importWorkspace("shorter", [[...allLines.slice(0, 3), ...allLines.slice(4)].join("\n")]),
	).rejects.toThrow("was changed");
	await expect(admin.importWorkspace("none", ["Hello\n"])).rejects.toThrow("no backup");
	const newer = backup.replace(/"schema":\d+/, '"schema":999');
	expect((await refused(admin.importWorkspace("newer", [newer]))).code).toBe("invalid_argument");
	// Nothing is left of it: only an empty workspace takes a backup.
	const again = () =>
		admin.importWorkspace("cut", [backup]).then(
			() => "imported",
			() => "not yet",
		);
	await expect.poll(again, { timeout: 30_000 }).toBe("imported");
});

test("a workspace that is not there is not exported, and not made by it", async () => {
	await expect(readAll(admin.exportWorkspace("nowhere"))).rejects.toMatchObject({ code: "not_found" });
});

test("nobody without the key can export, import or erase, whatever their role, and a page cannot with it", async () => {
	await server.join("guarded", ADA);
	const steps = { position: null, part: 0 };
	for (const role of ROLES) {
		const handle = server.client().workspace.getOrCreate(["guarded"], { params: { ...ADA, role } });
		expect((await refused(handle.exportPage(steps))).code, role).toBe("forbidden");
		expect((await refused(handle.importPage({ step: "begin", header: {} }))).code, role).toBe("forbidden");
	}
	const wrong = new WorkspaceAdmin({ adminKey: KEY.toUpperCase(), endpoint: server.engine.endpoint });
	expect((await refused(readAll(wrong.exportWorkspace("guarded")))).code).toBe("forbidden");
	await wrong.dispose();
	// The id of the administrator, claimed by a person.
	const claimed = { ...ADA, userId: "workspace-chat:admin" };
	const handle = server.client().workspace.getOrCreate(["guarded"], { params: claimed });
	expect((await refused(handle.exportPage(steps))).code).toBe("unauthenticated");

	lines.length = 0;
	const actorId = await server.client().workspace.getOrCreate(["guarded"], { params: ADA }).resolve();
	const target = { endpoint: server.engine.endpoint, actorId, params: { adminKey: KEY } };
	const answer = await callWithHeaders(target, "exportPage", { origin: "https://app.example.com" });
	expect(answer.body).toContain("admin key");
	expect(lines).toContainEqual(expect.objectContaining({ event: "admin_refused", fields: { reason: "from_page" } }));
});
