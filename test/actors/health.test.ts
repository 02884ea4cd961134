import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { freePort } from "../../demo/server/engine/freePort.ts";
import { startEngineProxy } from "../harness/engineProxy.ts";
import { joinWorkspace } from "../harness/joinWorkspace.ts";
import { ProgramProcess } from "../harness/programProcess.ts";
import { prepareTestEngine, type TestEngine } from "../harness/testEngine.ts";
import { waitFor } from "../harness/waitFor.ts";
import { createWorkspaceClient } from "../harness/workspaceClient.ts";

const ROOT = join(import.meta.dirname, "../..");

let stage: TestEngine;
let port: number;
beforeEach(async () => {
	stage = await prepareTestEngine();
	port = await freePort();
});
afterEach(() => stage.stop());

/** A server with `healthPort`. */
function startServer(env: Readonly<Record<string, string>>): ProgramProcess {
	return new ProgramProcess(join(ROOT, "test/harness/runDemoServer.ts"), {
		cwd: stage.folder,
		env: { TEST_HEALTH_PORT: String(port), ...env },
	});
}

const ownEngine = () => ({
	RIVETKIT_STORAGE_PATH: stage.environment.RIVETKIT_STORAGE_PATH ?? "",
	RIVET_RUN_ENGINE_PORT: stage.environment.RIVET_RUN_ENGINE_PORT ?? "",
});

async function probe(path: string): Promise<{ readonly code: number; readonly status: string }> {
	const response = await fetch(`http://127.0.0.1:${port}${path}`);
	const body = await response.text();
	return { code: response.status, status: response.status === 404 ? body : JSON.parse(body).status };
}

const LIVE = { code: 200, status: "live" };
const READY = { code: 200, status: "ready" };

/** Waits until `/readyz` answers so, for at most 60 s. */
async function untilReadyIs(status: string): Promise<void> {
	await waitFor(async () => (await probe("/readyz")).status === status, `/readyz to say ${status}`, 60_000);
}

/** An engine of its own on free ports, which keeps its data when it is started again. */
async function prepareEngine() {
	const enginePort = await freePort([1, 10]);
	const config = join(stage.folder, "engine.json");
	const at = (distance: number) => ({ host: "127.0.0.1", port: enginePort + distance });
	const file_system = { path: join(stage.folder, "data") };
	await writeFile(config, JSON.stringify({ guard: at(0), api_peer: at(1), metrics: at(10), file_system }));
	const startEngine = () =>
		new ProgramProcess(join(ROOT, "cli/main.ts"), { cwd: ROOT, args: ["engine", "--config", config] });
	return { enginePort, startEngine };
}

test("a server that loses its engine is not ready, lives on, and is ready again when the engine is back", async () => {
	const { enginePort, startEngine } = await prepareEngine();
	const environment = { RIVET_ENDPOINT: `http://127.0.0.1:${enginePort}` };
	await using engine = startEngine();
	await using server = startServer(environment);
	await untilReadyIs("ready");
	expect(await probe("/readyz")).toEqual(READY);
	for (const child of engine.children()) process.kill(child, "SIGKILL");
	await untilReadyIs("engine_unreachable");
	expect(await probe("/readyz")).toEqual({ code: 503, status: "engine_unreachable" });
	expect(await probe("/livez")).toEqual(LIVE);
	await using _back = startEngine();
	await untilReadyIs("ready");
	expect(server.isRunning).toBe(true);
});

test("a server whose connection is lost is not ready while its engine answers, until it is connected again", async () => {
	const { enginePort, startEngine } = await prepareEngine();
	await using _engine = startEngine();
	await using proxy = await startEngineProxy(enginePort);
	await using _server = startServer({ RIVET_ENDPOINT: proxy.endpoint });
	await untilReadyIs("ready");
	proxy.cut();
	// The server has to notice the end of its connection.
	await untilReadyIs("disconnected");
	const { endpoint } = proxy;
	expect((await fetch(new URL("/metadata", endpoint))).status).toBe(200);
	// Attempts to connect again that fail do not make it ready.
	for (let count = 0; count < 10; count++) {
		expect(await probe("/readyz")).toEqual({ code: 503, status: "disconnected" });
	}
	proxy.restore();
	await untilReadyIs("ready");
});

test("a server that ends is not ready from SIGTERM on, and lives until its turn is over", async () => {
	await using server = startServer({ ...ownEngine(), TEST_TURN_GRACE_MS: "600000" });
	await untilReadyIs("ready");
	const client = createWorkspaceClient(stage.endpoint);
	const ada = await joinWorkspace(client, "health", { userId: "ada", name: "Ada" });
	await ada.workspace.prompt({ clientId: randomUUID(), text: "permission", attachments: [] });
	await ada.until((seen) => seen.turn !== null, "the turn to begin");

	server.signal("SIGTERM");
	await untilReadyIs("draining");
	expect(await probe("/readyz")).toEqual({ code: 503, status: "draining" });
	expect(await probe("/livez")).toEqual(LIVE);
	await client.dispose();
	server.signal("SIGKILL");
	await server.exit();
});

test("the port answers nothing else, and one that is taken ends the server with a message", async () => {
	const blocker = createServer().listen(port);
	await once(blocker, "listening");
	await using refused = startServer(ownEngine());
	expect(await refused.exit()).toBe(1);
	expect(refused.output).toContain(`The port ${port} of \`healthPort\` cannot be opened`);
	blocker.close();
	await once(blocker, "close");

	await using _server = startServer(ownEngine());
	await untilReadyIs("ready");
	for (const path of ["/", "/metrics", "/actors", "//[", "/\\["]) {
		expect(await probe(path), path).toEqual({ code: 404, status: "Not found" });
	}
	const posted = await fetch(`http://127.0.0.1:${port}/readyz`, { method: "POST" });
	expect(posted.status).toBe(404);
});
