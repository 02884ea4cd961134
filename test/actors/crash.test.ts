import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { joinWorkspace } from "../harness/joinWorkspace.ts";
import { type SandboxServer, startSandboxServer } from "../harness/sandboxServer.ts";
import { endedPrompt, pendingApproval, timelineOf } from "../harness/seenWorkspace.ts";
import { startWorkspaceProcess, type WorkspaceProcess } from "../harness/startWorkspaceProcess.ts";
import { prepareTestEngine, type TestEngine } from "../harness/testEngine.ts";
import { wakeWorkspace } from "../harness/wakeWorkspace.ts";
import { createWorkspaceClient, type WorkspaceClient } from "../harness/workspaceClient.ts";

let engine: TestEngine;
let sandbox: SandboxServer;
let server: WorkspaceProcess;
let client: WorkspaceClient;

beforeAll(async () => {
	engine = await prepareTestEngine();
	sandbox = await startSandboxServer(join(engine.folder, "agents"));
	server = startWorkspaceProcess(engine, sandbox);
	client = createWorkspaceClient(engine.endpoint);
});
afterAll(async () => {
	await client.dispose();
	await server.kill();
	await sandbox.stop();
	await engine.stop();
});

const ADA = { userId: "ada", name: "Ada" };

async function joinAgain() {
	await wakeWorkspace(client, "crash", ADA);
	return joinWorkspace(client, "crash", ADA);
}

test("after kill -9 in the middle of a turn every accepted prompt is there, once, and the queue goes on", async () => {
	const ada = await joinAgain();
	const running = await ada.workspace.prompt({ clientId: "running", text: "permission" });
	const approval = await ada.until(pendingApproval, "the agent to ask");
	const waiting = await ada.workspace.prompt({ clientId: "waiting", text: "help" });
	const { epoch } = ada.seen();

	await server.kill();
	server = startWorkspaceProcess(engine, sandbox);
	const back = await joinAgain();

	expect(back.seen().epoch).toBeGreaterThan(epoch);
	expect(await back.workspace.prompt({ clientId: "waiting", text: "help" })).toEqual(waiting);
	await back.until((seen) => endedPrompt(seen, waiting.promptId)?.state === "done", "the queue to go on");
	const timeline = timelineOf(back.seen());
	expect(timeline.filter((item) => item.kind === "prompt")).toMatchObject([
		{ id: running.promptId, text: "permission", state: "interrupted", by: ADA },
		{ id: waiting.promptId, text: "help", state: "done", by: ADA },
	]);
	expect(timeline.find((item) => item.id === approval.id)).toMatchObject({
		state: { status: "cancelled", reason: "interrupted" },
	});
	expect(timeline).toContainEqual(expect.objectContaining({ kind: "notice", code: "turn_interrupted" }));
}, 120_000);
