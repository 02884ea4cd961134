import { mkdir, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findTokenProblem } from "../../actors/server/engineToken.ts";
import { freePort } from "../../demo/server/engine/freePort.ts";
import { EngineNode } from "../harness/engineNode.ts";
import { ProgramProcess } from "../harness/programProcess.ts";
import { prepareTestEngine, type TestEngine } from "../harness/testEngine.ts";

const ROOT = join(import.meta.dirname, "../..");
const SERVER = join(ROOT, "test/harness/runDemoServer.ts");
const COMMAND = join(ROOT, "cli/main.ts");

let folder: TestEngine;
/** An engine that was started with a token. */
let engine: EngineNode;
beforeAll(async () => {
	folder = await prepareTestEngine();
	engine = await EngineNode.start({
		folder: join(folder.folder, "engine"),
		environment: { RIVET__AUTH__ADMIN_TOKEN: "of-the-servers" },
	});
});
afterAll(async () => {
	await engine.end("SIGKILL");
	await folder.stop();
});

async function outcomeOf(main: string, env: Readonly<Record<string, string>>, args: readonly string[] = []) {
	const { RIVETKIT_STORAGE_PATH = "" } = folder.environment;
	await using program = new ProgramProcess(main, {
		cwd: main === COMMAND ? ROOT : folder.folder,
		args,
		env: { RIVETKIT_STORAGE_PATH, ...env },
	});
	return { exitCode: await program.exit(), output: program.output };
}

/** What Rivet's own servers write about the engine that they have started. */
async function writeRuntime(endpoint: string): Promise<void> {
	const path = join(folder.environment.RIVETKIT_STORAGE_PATH ?? "", ".rivetkit/var/engine/runtime.json");
	await mkdir(dirname(path), { recursive: true });
	await writeFile(path, JSON.stringify({ pid: 4711, endpoint }));
}

test("server and doctor say that the engine refuses the token, and nothing of Rivet's own", async () => {
	const env = { NODE_ENV: "production", RIVET_ENDPOINT: engine.endpoint, RIVET_ENVOY_VERSION: "1" };
	const refused = `The engine at ${engine.endpoint} refuses RIVET_TOKEN (403).`;
	const server = await outcomeOf(SERVER, { ...env, RIVET_TOKEN: "of-somebody-else" });
	expect(server).toMatchObject({ exitCode: 1, output: expect.stringContaining(`${refused}\n`) });
	expect(server.output).not.toMatch(/RIVET_ERROR|internal error|backtrace/i);
	const missing = await outcomeOf(SERVER, env);
	expect(missing).toMatchObject({
		exitCode: 1,
		output: expect.stringContaining(`${refused} Here RIVET_TOKEN is not set.`),
	});

	const { NODE_ENV: _, ...development } = env;
	const doctor = await outcomeOf(COMMAND, { ...development, RIVET_TOKEN: "of-somebody-else" }, ["doctor"]);
	expect(doctor).toMatchObject({ exitCode: 1, output: expect.stringContaining(`✗ ${refused}`) });
	const right = await outcomeOf(COMMAND, { ...development, RIVET_TOKEN: "of-the-servers" }, ["doctor"]);
	expect(right.output).not.toContain("refuses");
});

test("an engine that still runs on this machine with another token is named with its process", async () => {
	const env = { RIVET_RUN_ENGINE: "1", RIVET_RUN_ENGINE_PORT: new URL(engine.endpoint).port, RIVET_TOKEN: "new" };
	await writeRuntime(engine.endpoint);
	const said = `refuses RIVET_TOKEN (403). It runs still, and was started with another token (process 4711).`;
	for (const outcome of [await outcomeOf(SERVER, env), await outcomeOf(COMMAND, env, ["doctor"])]) {
		expect(outcome).toMatchObject({ exitCode: 1, output: expect.stringContaining(said) });
		expect(outcome.output).toContain("kill 4711");
	}
	// In production too, it is one problem.
	const { output } = await outcomeOf(COMMAND, { ...env, NODE_ENV: "production" }, ["doctor"]);
	expect(output.match(/refuses/g)).toHaveLength(1);
});

test("an engine that runs already is used with its own token and folder, whatever a new one would get", async () => {
	await writeRuntime(engine.endpoint);
	const env = { RIVET_RUN_ENGINE_PORT: new URL(engine.endpoint).port, RIVET_TOKEN: "of-the-servers" };
	const { output } = await outcomeOf(COMMAND, { ...env, RIVET__AUTH__ADMIN_TOKEN: "of-the-next" }, ["doctor"]);
	expect(output).not.toMatch(/refuses|Another engine/);
});

test("a server that would start an engine which refuses it does not start it", async () => {
	const port = String(await freePort([1, 10]));
	const env = { RIVET_RUN_ENGINE: "1", RIVET_RUN_ENGINE_PORT: port, RIVET__AUTH__ADMIN_TOKEN: "a" };
	const { exitCode, output } = await outcomeOf(SERVER, env);
	expect(exitCode).toBe(1);
	expect(output).toContain("it needs RIVET__AUTH__ADMIN_TOKEN, and RIVET_TOKEN is not set");
});

test("another engine on the same folder is named, without a backtrace", async () => {
	const config = join(folder.folder, "engine/engine.json");
	const command = await outcomeOf(COMMAND, {}, ["engine", "--config", config]);
	expect(command.exitCode).toBe(1);
	expect(command.output).toContain(`Another engine uses this folder: ${join(folder.folder, "engine/db")}`);
	expect(command.output).not.toMatch(/backtrace|rocksdb/i);

	// A server's own engine, at another address.
	await writeRuntime(engine.endpoint);
	const env = { RIVET_RUN_ENGINE_PORT: String(await freePort([1, 10])) };
	const said = `the one at ${engine.endpoint} (process 4711).`;
	for (const outcome of [await outcomeOf(SERVER, env), await outcomeOf(COMMAND, env, ["doctor"])])
		expect(outcome).toMatchObject({ exitCode: 1, output: expect.stringContaining(said) });
});

test("a route that a proxy has closed is no refused token, and neither is a limited token of Rivet Cloud", async () => {
	const proxy = createServer((_, response) => response.writeHead(403).end("Forbidden"));
	await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
	const { port } = proxy.address() as AddressInfo;
	expect(await findTokenProblem(`http://127.0.0.1:${port}`, { environment: {} })).toBeNull();
	expect(await findTokenProblem("https://api.rivet.dev", { environment: {} })).toBeNull();
	proxy.closeAllConnections();
	proxy.close();
});
