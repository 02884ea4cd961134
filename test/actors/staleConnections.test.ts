import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { joinWorkspace } from "../harness/joinWorkspace.ts";
import { type SandboxServer, startSandboxServer } from "../harness/sandboxServer.ts";
import { startWorkspaceProcess, type WorkspaceProcess } from "../harness/startWorkspaceProcess.ts";
import { prepareTestEngine, type TestEngine } from "../harness/testEngine.ts";
import { waitFor } from "../harness/waitFor.ts";
import { wakeWorkspace } from "../harness/wakeWorkspace.ts";
import { createWorkspaceClient, type WorkspaceClient } from "../harness/workspaceClient.ts";

const main = fileURLToPath(new URL("../harness/runStrictWorkspaces.ts", import.meta.url));
const ADA = { userId: "ada", name: "Ada" };
const BEN = { userId: "ben", name: "Ben" };
const ID = "left";

let engine: TestEngine;
let sandbox: SandboxServer;
let server: WorkspaceProcess;
const clients: WorkspaceClient[] = [];

beforeAll(async () => {
	engine = await prepareTestEngine();
	sandbox = await startSandboxServer(join(engine.folder, "agents"));
	server = startWorkspaceProcess(engine, sandbox, { main });
});
afterAll(async () => {
	for (const client of clients) await client.dispose();
	await server.kill();
	await sandbox.stop();
	await engine.stop();
});

function client(): WorkspaceClient {
	const created = createWorkspaceClient(engine.endpoint);
	clients.push(created);
	return created;
}

async function connectionsOfAll(): Promise<number> {
	return (await client().workspace.getOrCreate([ID], { params: ADA }).getDiagnostics()).connections;
}

test("people who leave while the process is dead are not present afterwards, and block nobody", async () => {
	await wakeWorkspace(client(), ID, ADA);
	const windows = [client(), client()];
	for (const window of windows) await joinWorkspace(window, ID, BEN);
	expect(await connectionsOfAll()).toBe(2);

	await server.kill();
	await Promise.all(windows.map((window) => window.dispose()));
	server = startWorkspaceProcess(engine, sandbox, { main });
	await wakeWorkspace(client(), ID, ADA);

	const ben = await joinWorkspace(client(), ID, BEN);
	expect(ben.answer.participants.map(({ name }) => name)).toEqual(["Ben"]);
	await waitFor(async () => (await connectionsOfAll()) === 1, "the closed windows to be dropped", 30_000);
	expect((await ben.workspace.getSessionInfo()).workspaceId).toBe(ID);
});

test("a stateless call is not a connection", async () => {
	const [one, two] = [await joinWorkspace(client(), "calls", BEN), await joinWorkspace(client(), "calls", BEN)];
	const call = client().workspace.getOrCreate(["calls"], { params: BEN });
	expect((await call.getSessionInfo()).workspaceId).toBe("calls");
	await expect(joinWorkspace(client(), "calls", BEN)).rejects.toMatchObject({ code: "rate_limited" });
	await Promise.all([one.leave(), two.leave()]);
});
