import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ensurePool, findPool } from "../../actors/server/enginePool.ts";
import { freePort } from "../../demo/server/engine/freePort.ts";
import { ProgramProcess } from "../harness/programProcess.ts";
import { prepareTestEngine, type TestEngine } from "../harness/testEngine.ts";
import { waitFor } from "../harness/waitFor.ts";

const ROOT = join(import.meta.dirname, "../..");
const TOKEN = "of-the-servers";

let folder: TestEngine;
beforeEach(async () => {
	folder = await prepareTestEngine();
});
afterEach(() => folder.stop());

/** An engine of its own, which other machines could reach. */
async function startEngine(): Promise<{ readonly port: number; readonly engine: ProgramProcess }> {
	const port = await freePort([1, 10]);
	const config = join(folder.folder, "engine.json");
	const at = (distance: number) => ({ host: "0.0.0.0", port: port + distance });
	const file_system = { path: join(folder.folder, "data") };
	await writeFile(config, JSON.stringify({ guard: at(0), api_peer: at(1), metrics: at(10), file_system }));
	const engine = new ProgramProcess(join(ROOT, "cli/main.ts"), {
		cwd: ROOT,
		args: ["engine", "--config", config],
		env: { RIVET__AUTH__ADMIN_TOKEN: TOKEN },
	});
	await waitFor(async () => (await fetch(`http://127.0.0.1:${port}/health`)).ok, "the engine to answer");
	return { port, engine };
}

test("a server connects to a new engine that is on another machine", async () => {
	const { port, engine } = await startEngine();
	await using _engine = engine;
	// Rivet prepares an engine for its servers only at an address that it takes for one of this machine. Not this one.
	const endpoint = `http://[::ffff:127.0.0.1]:${port}`;
	await using server = new ProgramProcess(join(ROOT, "test/harness/runDemoServer.ts"), {
		cwd: folder.folder,
		env: { NODE_ENV: "production", RIVET_ENDPOINT: endpoint, RIVET_TOKEN: TOKEN, RIVET_ENVOY_VERSION: "1" },
	});
	await server.until("workspace-chat serves workspace on the engine at");
	server.signal("SIGTERM");
	expect(await server.exit()).toBe(0);
});

test("a pool that is there stays as it is, and one that cannot be made is no failure", async () => {
	const { port, engine } = await startEngine();
	await using _engine = engine;
	const endpoint = `http://default:${TOKEN}@127.0.0.1:${port}`;
	const pool = findPool(endpoint, { RIVET_POOL: "teams" });
	expect(pool).toMatchObject({ namespace: "default", token: TOKEN, name: "teams" });
	const read = async () => {
		const headers = { authorization: `Bearer ${TOKEN}` };
		const response = await fetch(`http://127.0.0.1:${port}/runner-configs?namespace=default`, { headers });
		const { runner_configs: pools } = (await response.json()) as { runner_configs: Record<string, unknown> };
		return pools;
	};
	await ensurePool({ ...pool, token: "of-somebody-else" });
	expect(await read()).toEqual({});
	await ensurePool(pool);
	const made = await read();
	expect(Object.keys(made)).toEqual(["teams"]);
	await ensurePool(pool);
	expect(await read()).toEqual(made);
});
