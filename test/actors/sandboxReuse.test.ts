import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { readItem, readItemsAfter } from "../../actors/database/itemTable.ts";
import type { Workspace } from "../../actors/runtime/workspace.ts";
import { type AgentScript, installScriptedAgent } from "../agents/installScriptedAgent.ts";
import { type LocalWorkspace, openLocalWorkspace } from "../harness/openLocalWorkspace.ts";
import { waitFor } from "../harness/waitFor.ts";
import { ServerProvider } from "../sandbox/ServerProvider.ts";

const ADA = { userId: "ada", name: "Ada", role: "owner" } as const;

const LIMITS = { retryBaseMs: 10, retryMaxMs: 10, maxRetries: 2 };
/** An agent that exits as soon as it starts. */
const FAILING = { script: "scripted", flags: "--exit-at-start" } as const;

let folder: string;
let provider: ServerProvider;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "workspace-chat-"));
});
beforeEach(() => {
	provider = new ServerProvider({ folder: join(folder, crypto.randomUUID()), ...FAILING });
	return () => provider.destroyAll();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Opens a workspace whose agent fails to start. */
async function openFailing(db?: LocalWorkspace["db"]): Promise<LocalWorkspace> {
	const opened = await openLocalWorkspace({ sandbox: provider, limits: LIMITS }, db);
	opened.workspace.sessionKeeper.ensureOpen();
	await untilGivenUp(opened.workspace);
	return opened;
}

/** Waits until all retries are used up. */
async function untilGivenUp({ sessionStore }: Workspace): Promise<void> {
	await waitFor(() => {
		const { state } = sessionStore.get();
		return state.status === "failed" && state.retryAt === null;
	}, "the last retry to fail");
	expect(sessionStore.get().state).toMatchObject({ error: { code: "agent_exited" } });
}

test("an agent that fails to start costs one sandbox, and destroying the workspace removes it", async () => {
	const { workspace } = await openFailing();
	workspace.sessionKeeper.restart();
	expect(workspace.sessionStore.get().state.status).toBe("starting");
	await waitFor(() => workspace.sessionStore.get().state.status === "failed", "the restart to fail");
	expect([provider.created(), provider.existing()]).toEqual([1, 1]);
	await workspace.destruction.destroy(ADA);
	expect([provider.created(), provider.existing()]).toEqual([1, 0]);
	await workspace.sleep();
});

test.each(["slept", "was killed"])("the sandbox is reused after the workspace %s", async (end) => {
	const { db, workspace } = await openFailing();
	// The database is all that a killed process leaves. This one does no more, because its retries are used up.
	if (end === "slept") await workspace.sleep();
	const next = await openFailing(db);
	expect(provider.created()).toBe(1);
	await next.workspace.destruction.destroy(ADA);
	expect(provider.existing()).toBe(0);
	await next.workspace.sleep();
	if (end === "was killed") await workspace.sleep();
});

test("reports a replaced sandbox although its agent fails to start, and gives the agent the history there", async () => {
	const options = { folder: join(folder, crypto.randomUUID()), script: "remembering" as AgentScript, flags: "--load" };
	provider = new ServerProvider(options);
	const { db, workspace } = await openLocalWorkspace({ sandbox: provider, limits: LIMITS });
	const { sessionKeeper, promptQueue, writer } = workspace;
	const { promptId } = await promptQueue.send(ADA, { text: "first" });
	const isDone = async () => {
		const item = await readItem(db, promptId);
		return item?.kind === "prompt" && item.state === "done";
	};
	await waitFor(isDone, "the turn to end");
	await provider.destroyAll();
	Object.assign(options, FAILING);
	sessionKeeper.reconnect();
	await untilGivenUp(workspace);

	await installScriptedAgent(join(options.folder, "made-2"), "--load", "remembering");
	sessionKeeper.restart();
	expect(await sessionKeeper.ready()).toMatchObject({ origin: "replayed" });
	await writer.flush();
	const notices = (await readItemsAfter(db, 0, 100)).filter((item) => item.kind === "notice");
	expect(notices).toMatchObject([
		{ code: "sandbox_replaced", level: "warning", hint: expect.stringContaining("only in the old sandbox") },
		{ code: "session_restored", message: expect.stringContaining("get the recent conversation") },
	]);
	await workspace.sleep();
});
