import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createWorkspaceStore, type WorkspaceStore } from "../../src/core/index.ts";
import { connectRivet } from "../../src/rivet/index.ts";
import { type SandboxServer, startSandboxServer } from "../harness/sandboxServer.ts";
import { startWorkspaceProcess, type WorkspaceProcess } from "../harness/startWorkspaceProcess.ts";
import { prepareTestEngine, type TestEngine } from "../harness/testEngine.ts";
import { waitFor } from "../harness/waitFor.ts";
import { wakeWorkspace } from "../harness/wakeWorkspace.ts";
import { createWorkspaceClient } from "../harness/workspaceClient.ts";

let engine: TestEngine;
let sandbox: SandboxServer;
let holder: WorkspaceProcess;
const runners: WorkspaceProcess[] = [];
beforeAll(async () => {
	engine = await prepareTestEngine();
	sandbox = await startSandboxServer(join(engine.folder, "agents"));
	holder = startWorkspaceProcess(engine, sandbox);
	runners.push(holder);
});
afterAll(async () => {
	for (const runner of runners) await runner.kill();
	await sandbox.stop();
	await engine.stop();
});

const ADA = { userId: "ada", name: "Ada" };

const prompts = (store: WorkspaceStore) =>
	[...store.get().items.values()].flatMap((item) =>
		item.kind === "prompt" ? [{ text: item.text, state: item.state }] : [],
	);

const ended = (store: WorkspaceStore, promptId: string) => () => {
	const item = store.get().items.get(promptId);
	return item?.kind === "prompt" && item.state === "done";
};

test("a workspace moves to another runner when its own is killed, and open pages continue by themselves", async () => {
	const client = createWorkspaceClient(engine.endpoint);
	await wakeWorkspace(client, "move", ADA);
	const connect = connectRivet({ workspaceId: "move", endpoint: engine.endpoint, getParams: () => ADA });
	const store = createWorkspaceStore({ workspaceId: "move", connect, storage: null });
	const stop = store.start();
	await store.prompt("help");
	const other = startWorkspaceProcess(engine, sandbox);
	runners.push(other);
	await waitFor(other.isServing, "the other runner");

	const { epoch } = store.get();
	const running = await store.prompt("long 60");
	await waitFor(() => store.get().turn?.promptId === running.promptId, "the turn to begin");
	await holder.kill();
	const next = await store.prompt("title");
	await waitFor(ended(store, next.promptId), "the prompt after the move", 60_000);

	expect(store.get().epoch).toBeGreaterThan(epoch ?? 0);
	expect(prompts(store)).toEqual([
		{ text: "help", state: "done" },
		{ text: "long 60", state: "interrupted" },
		{ text: "title", state: "done" },
	]);
	stop();
	await client.dispose();
});

test("a workspace moves to another runner when its own is ended, and open pages are live again at once", async () => {
	const client = createWorkspaceClient(engine.endpoint);
	await wakeWorkspace(client, "deploy", ADA);
	const connect = connectRivet({ workspaceId: "deploy", endpoint: engine.endpoint, getParams: () => ADA });
	const store = createWorkspaceStore({ workspaceId: "deploy", connect, storage: null });
	const stop = store.start();
	const first = await store.prompt("help");
	await waitFor(ended(store, first.promptId), "the first turn", 60_000);
	const { epoch } = store.get();
	const next = startWorkspaceProcess(engine, sandbox);
	runners.push(next);
	await waitFor(next.isServing, "the next runner");
	const statuses = new Set<string>();
	const unsubscribe = store.subscribe(() => statuses.add(store.get().connectionStatus.status));
	await runners.at(-2)?.end();
	// Without being told, a page notices after two silent heartbeats, and the engine after several seconds.
	await waitFor(() => (store.get().epoch ?? 0) > (epoch ?? 0), "the move", 6_000);
	expect(statuses).toContain("reconnecting");
	unsubscribe();
	stop();
	await client.dispose();
});
