import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { freePort } from "../../demo/server/engine/freePort.ts";
import { joinWorkspace } from "../harness/joinWorkspace.ts";
import { ProgramProcess } from "../harness/programProcess.ts";
import { endedPrompt } from "../harness/seenWorkspace.ts";
import { prepareTestEngine, type TestEngine } from "../harness/testEngine.ts";
import { createWorkspaceClient } from "../harness/workspaceClient.ts";

const SERVER = join(import.meta.dirname, "../harness/runDemoServer.ts");

let engine: TestEngine;
beforeEach(async () => {
	engine = await prepareTestEngine();
});
afterEach(() => engine.stop());

function start(env: Readonly<Record<string, string>> = {}): ProgramProcess {
	const { RIVETKIT_STORAGE_PATH = "", RIVET_RUN_ENGINE_PORT = "" } = engine.environment;
	return new ProgramProcess(SERVER, {
		cwd: engine.folder,
		env: { RIVETKIT_STORAGE_PATH, RIVET_RUN_ENGINE_PORT, ...env },
	});
}

/** Sends a prompt, waits for its end, and leaves. */
async function prompt(text: string, id = "acme/web"): Promise<void> {
	const client = createWorkspaceClient(engine.endpoint);
	const ada = await joinWorkspace(client, id, { userId: "ada", name: "Ada" });
	const { promptId } = await ada.workspace.prompt({ clientId: randomUUID(), text, attachments: [] });
	await ada.until((seen) => endedPrompt(seen, promptId)?.state === "done", "the prompt to be done");
	await ada.leave();
	await client.dispose();
}

/** A process that was ended but is not yet collected by its parent does not run. */
const isRunning = (pid: number) =>
	execFileSync("ps", ["-eo", "pid=,stat="], { encoding: "utf8" }).match(new RegExp(`^ *${pid} +[^Z]`, "m")) !== null;

describe("in development", () => {
	test("prints the endpoint, starts the engine, answers, and ends in order on SIGTERM", async () => {
		await using server = start();
		await server.until("Ctrl-C ends this server.");
		expect(server.output).toContain(`endpoint="${engine.endpoint}"`);
		const [, pid] = /kill (\d+)/.exec(server.output) ?? [];
		expect(() => process.kill(Number(pid), 0)).not.toThrow();

		await prompt("make a plan");
		const sandboxes = server.children("sandbox-agent");
		expect(sandboxes).toHaveLength(1);
		server.signal("SIGTERM");
		expect(await server.exit()).toBe(0);
		expect(sandboxes.filter(isRunning)).toEqual([]);
	});

	test("has no error in its log when a workspace is used and goes to sleep", async () => {
		await using server = start();
		await server.until("Ctrl-C ends this server.");
		await prompt("make a plan");
		await server.until("event=workspace_slept");
		server.signal("SIGINT");
		expect(await server.exit()).toBe(0);
		expect(server.output).not.toMatch(/level=error|backtrace|SQLite/i);
	});

	test("says which port is taken by something that is no engine", async () => {
		const blocker = createServer().listen(Number(engine.environment.RIVET_RUN_ENGINE_PORT) + 1, "127.0.0.1");
		await once(blocker, "listening");
		await using server = start();
		expect(await server.exit()).toBe(1);
		blocker.close();
		expect(server.output).toMatch(/something else uses \d+\.\n\n {2}RIVET_RUN_ENGINE_PORT=/);
	});
});

describe("a setting that is no address or port is named, without a stack", () => {
	test.each([
		["RIVET_RUN_ENGINE_PORT", "abc", "is not a port"],
		["RIVET_ENDPOINT", "localhost:6420", "does not start with http://"],
		["RIVET_ENDPOINT", "engine", "does not start with http://"],
	])("%s=%s", async (name, value, message) => {
		await using server = start({ [name]: value });
		expect(await server.exit()).toBe(1);
		expect(server.output).toContain(`“${value}”`);
		expect(server.output).toContain(message);
		expect(server.output).not.toMatch(/^\s+at /m);
	});
});

test.each([
	["healthPort", { TEST_HEALTH_PORT: "x" }],
	["turnGraceMs", { TEST_TURN_GRACE_MS: "-1" }],
])("an option of serve() that it cannot use is named in a sentence: %s", async (name, env) => {
	await using server = start(env);
	expect(await server.exit()).toBe(1);
	expect(server.output).toContain(`serve() cannot use its options. It cannot use the option \`${name}\``);
	expect(server.output).not.toMatch(/^\s+at /m);
});

describe("in production", () => {
	test("ends with exit code 1 when no engine was given", async () => {
		await using server = start({ NODE_ENV: "production" });
		expect(await server.exit()).toBe(1);
		expect(server.output).toContain("no Rivet engine is started by default");
		expect(server.output).toContain("RIVET_ENDPOINT=http://…");
	});

	test.each([
		[{}, "RIVET_ENVOY_VERSION is not set"],
		[{ RIVET_ENVOY_VERSION: "1.2" }, "RIVET_ENVOY_VERSION is “1.2”, which is not a whole number"],
	])("ends with exit code 1 when another engine is used with %j", async (version, message) => {
		await using server = start({ NODE_ENV: "production", RIVET_ENDPOINT: engine.endpoint, ...version });
		expect(await server.exit()).toBe(1);
		expect(server.output).toContain(message);
	});

	test("ends with exit code 1 when the engine does not answer", async () => {
		const endpoint = `http://127.0.0.1:${await freePort()}`;
		const env = { NODE_ENV: "production", RIVET_ENDPOINT: `http://team:secret@${endpoint.slice(7)}` };
		await using server = start({ ...env, RIVET_ENVOY_VERSION: "1" });
		expect(await server.exit()).toBe(1);
		expect(server.output).toContain(`No Rivet engine answers at ${endpoint}.`);
		expect(server.output).not.toMatch(/secret|backtrace|^\s+at /m);
	});

	test("serves with its own engine", async () => {
		await using server = start({ NODE_ENV: "production", RIVET_RUN_ENGINE: "1" });
		await server.until(`workspace-chat serves workspace on the engine at ${engine.endpoint}`);
		await prompt("make a plan");
		server.signal("SIGTERM");
		expect(await server.exit()).toBe(0);
		expect(server.output).not.toMatch(/level=error|backtrace/i);
	});
});
