import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readSession } from "../../actors/agent/SessionStore.ts";
import { createItemRow, readItem, writeItemRows } from "../../actors/database/itemTable.ts";
import { commandCall, plan } from "../../stories/fixtures/sampleItems.ts";
import { openLocalWorkspace } from "../harness/openLocalWorkspace.ts";
import { type SandboxServer, startSandboxServer } from "../harness/sandboxServer.ts";
import { waitFor } from "../harness/waitFor.ts";

let folder: string;
let sandbox: SandboxServer;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "workspace-chat-"));
	sandbox = await startSandboxServer(join(folder, "agents"));
});
afterAll(async () => {
	await sandbox.stop();
	await rm(folder, { recursive: true, force: true });
});

const ADA = { userId: "ada", name: "Ada", role: "owner" } as const;

async function open() {
	const { baseUrl, token } = sandbox;
	const { db, workspace } = await openLocalWorkspace({
		sandbox: { baseUrl, token, sandboxId: "test" },
		limits: { retryBaseMs: 20, flushIntervalMs: 20 },
	});
	const stateOf = async (id: string) => {
		const item = await readItem(db, id);
		return item?.kind === "prompt" ? item.state : undefined;
	};
	return { db, workspace, stateOf };
}

test.each(["turn_begin", "turn_end", "flush"])(
	"a %s that cannot be stored at once is stored later, and the queue goes on",
	async (act) => {
		const { db, workspace, stateOf } = await open();
		db.failCommits(`workspace.${act}`, 3);
		const first = await workspace.promptQueue.send(ADA, { text: "think" });
		const second = await workspace.promptQueue.send(ADA, { text: "think" });
		await waitFor(async () => (await stateOf(second.promptId)) === "done", "the second turn to end");
		expect(await stateOf(first.promptId)).toBe("done");
		expect(workspace.currentTurn.get()).toBeNull();
		await workspace.sleep();
	},
);

test("the session's facts are stored later if a flush fails", async () => {
	const { db, workspace } = await open();
	db.failCommits("workspace.flush", 1_000);
	workspace.sessionKeeper.ensureOpen();
	await waitFor(() => workspace.sessionKeeper.current() !== null, "the session to be ready");
	await workspace.writer.flush();
	db.failCommits("workspace.flush", 0);
	await workspace.writer.flush();
	expect(
		(await readSession(db, { agent: "mock", agents: [], session: undefined, chosen: null })).session.sandboxId,
	).toBe("test");
	await workspace.sleep();
});

test("an item that takes the place of one of another kind is stored as what it is", async () => {
	const { db, workspace } = await open();
	const place = { id: "call", order: 1, seq: 1, turnId: null, createdAt: 1 };
	await writeItemRows(db, [createItemRow({ ...commandCall, ...place })]);
	await writeItemRows(db, [createItemRow({ ...plan, ...place, seq: 2 })]);
	expect(await db.execute("SELECT kind, open FROM items WHERE id = 'call'")).toEqual([{ kind: "plan", open: 0 }]);
	expect(await readItem(db, "call")).toMatchObject({ kind: "plan", order: 1, seq: 2 });
	await workspace.sleep();
});
