import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { chmod, mkdir, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { RIVETKIT_VERSION } from "../../cli/rivetkitVersion.ts";
import { freePort } from "../../demo/server/engine/freePort.ts";
import manifest from "../../package.json" with { type: "json" };
import { joinWorkspace } from "../harness/joinWorkspace.ts";
import { ProgramProcess } from "../harness/programProcess.ts";
import { endedPrompt } from "../harness/seenWorkspace.ts";
import { prepareTestEngine, type TestEngine } from "../harness/testEngine.ts";
import { waitFor } from "../harness/waitFor.ts";
import { wakeWorkspace } from "../harness/wakeWorkspace.ts";
import { createWorkspaceClient } from "../harness/workspaceClient.ts";
import { type InstalledPackage, installPackage } from "./installedPackage.ts";

let app: InstalledPackage;
let engine: TestEngine;

beforeEach(async () => {
	app = installPackage();
	engine = await prepareTestEngine();
});

afterEach(async () => {
	await engine.stop();
	app[Symbol.dispose]();
});

/** The command of the installed package, for a person whose home folder is empty. */
function run(args: readonly string[], env: Readonly<Record<string, string>> = {}): ProgramProcess {
	const { RIVETKIT_STORAGE_PATH = "", RIVET_RUN_ENGINE_PORT = "" } = engine.environment;
	const home = { HOME: join(app.folder, "home"), XDG_DATA_HOME: join(app.folder, "home/data") };
	// Keys of whoever runs the tests.
	const keys = { ANTHROPIC_API_KEY: "", ANTHROPIC_AUTH_TOKEN: "", CLAUDE_CODE_OAUTH_TOKEN: "" };
	return new ProgramProcess(join(app.folder, "node_modules/workspace-chat", manifest.bin["workspace-chat"]), {
		args,
		cwd: app.folder,
		env: { ...home, ...keys, RIVETKIT_STORAGE_PATH, RIVET_RUN_ENGINE_PORT, ...env },
	});
}

async function outcomeOf(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
	await using command = run(args, env);
	const exitCode = await command.exit();
	return { exitCode, output: command.output };
}

const read = (path: string) => readFileSync(join(app.folder, path), "utf8");

test("without a command it says what there is, and refuses others", async () => {
	expect(await outcomeOf([])).toMatchObject({ exitCode: 1, output: expect.stringContaining("doctor [<file>]") });
	expect(await outcomeOf(["--help"])).toMatchObject({ exitCode: 0 });
	expect(await outcomeOf(["start"])).toMatchObject({
		exitCode: 1,
		output: expect.stringContaining("There is no command “start”."),
	});
});

describe("init", () => {
	test("knows the version of rivetkit that the package needs", () => {
		expect(RIVETKIT_VERSION).toBe(manifest.peerDependencies.rivetkit);
	});

	test("adds a server and a component to a Vite app, and a second time nothing", async () => {
		app.write("package.json", JSON.stringify({ type: "module", devDependencies: { vite: "^8" } }));
		app.write("tsconfig.json", "{}");
		const first = await outcomeOf(["init"]);
		expect(first).toMatchObject({ exitCode: 0, output: expect.stringContaining("created  server.mts") });
		expect(first.output).toContain(`npm install --save-exact workspace-chat rivetkit@${RIVETKIT_VERSION}`);
		expect(read("src/Workspace.tsx")).toContain("<WorkspaceChat");
		expect(read("server.mts")).toContain("demoAgent()");

		app.write("server.mts", "// mine");
		app.write("src/Workspace.tsx", "// mine, too");
		const second = await outcomeOf(["init", "--agent", "claude"]);
		expect(second.output).toContain("kept     server.mts\nkept     src/Workspace.tsx");
		expect([read("server.mts"), read("src/Workspace.tsx")]).toEqual(["// mine", "// mine, too"]);
	});

	test.each([
		["src/app", "src/app/workspace/page.tsx", '"use client";'],
		["app", "app/workspace/page.tsx", '"use client";'],
		["pages", "pages/workspace.tsx", "import { WorkspaceChat }"],
	])("adds a page to a Next.js app with `%s`", async (folder, path, start) => {
		app.write("package.json", JSON.stringify({ dependencies: { next: "^16" } }));
		app.write("tsconfig.json", "{}");
		app.write(`${folder}/layout.tsx`, "");
		const { output } = await outcomeOf(["init", "--agent", "codex"]);
		expect(output).toContain("npx sandbox-agent install-agent codex\n  export OPENAI_API_KEY=…");
		expect(read(path).startsWith(start)).toBe(true);
		expect(read("server.mts")).toContain('agent: "codex",\n\tsandbox: local(),');
	});

	test("writes JavaScript to an app without TypeScript", async () => {
		app.write("package.json", JSON.stringify({ dependencies: { vite: "^8" } }));
		await outcomeOf(["init"]);
		expect([read("server.mjs"), read("src/Workspace.jsx")]).not.toContain("");
	});

	test("writes nothing where there is no app", async () => {
		expect(await outcomeOf(["init"])).toMatchObject({
			exitCode: 1,
			output: expect.stringContaining("There is no app made with Vite or Next.js"),
		});
		expect(existsSync(join(app.folder, "server.mts"))).toBe(false);
	});
});

describe("dev", () => {
	test("runs the server of init, again when it has changed, and ends it with its engine", async () => {
		app.write("package.json", JSON.stringify({ type: "module", dependencies: { vite: "^8" } }));
		app.write("tsconfig.json", "{}");
		await outcomeOf(["init"]);
		await using command = run(["dev"]);
		await command.until("Ctrl-C ends this server, and the engine.");
		expect(command.output).toContain(`endpoint="${engine.endpoint}"`);

		app.write("server.mts", `${read("server.mts")}console.log("A new line.");\n`);
		await command.until("A new line.");
		command.signal("SIGTERM");
		expect(await command.exit()).toBe(0);
		expect(command.output).toContain("The Rivet engine has been ended, too.");
		await waitFor(
			() =>
				fetch(engine.endpoint)
					.then(() => false)
					.catch(() => true),
			"the engine to be gone",
		);
		expect(command.output).not.toMatch(/level=error|backtrace/i);
	});

	test("says what is missing without a server file", async () => {
		expect(await outcomeOf(["dev"])).toMatchObject({
			exitCode: 1,
			output: expect.stringContaining("There is no server.mts"),
		});
	});
});

describe("engine", () => {
	test("serves several servers, moves a workspace to the newer one in a deploy, and ends in order", async () => {
		const port = await freePort([1, 2]);
		const host = "127.0.0.1";
		const endpoint = `http://${host}:${port}`;
		app.write(
			"engine.json",
			JSON.stringify({
				guard: { host, port },
				api_peer: { host, port: port + 1 },
				metrics: { host, port: port + 2 },
				file_system: { path: join(app.folder, "engine-data") },
			}),
		);
		app.write("server.mts", SERVER);
		const env = { NODE_ENV: "production", RIVET_ENDPOINT: endpoint, RIVET_TOKEN: "of-the-servers" };
		const serverOf = (version: string) =>
			new ProgramProcess(join(app.folder, "server.mts"), {
				cwd: app.folder,
				env: { ...env, RIVET_ENVOY_VERSION: version },
			});
		await using command = run(["engine", "--config", "engine.json"], { RIVET__AUTH__ADMIN_TOKEN: "of-the-servers" });
		await waitFor(async () => (await fetch(`${endpoint}/health`)).ok, "the engine to answer");

		await using older = serverOf("1");
		await older.until("serves workspace on the engine");
		await prompt(endpoint, "the first");
		expect(older.output).toContain("turn_ended");

		await using newer = serverOf("2");
		await newer.until("serves workspace on the engine");
		older.signal("SIGTERM");
		expect(await older.exit()).toBe(0);
		await prompt(endpoint, "the second");
		expect(newer.output).toContain("turn_ended");
		newer.signal("SIGTERM");
		expect(await newer.exit()).toBe(0);
		command.signal("SIGTERM");
		expect(await command.exit()).toBe(0);
	});
});

const SERVER = `import { createWorkspace, local, serve } from "workspace-chat/actors";
import { demoAgent } from "workspace-chat/demo-agent";

const workspace = createWorkspace({
	agent: "demo",
	sandbox: local({ agents: { demo: demoAgent({ pace: 0 }) } }),
	authenticate: ({ params }) => (params.token === "of-ada" ? { userId: "ada", name: "Ada", role: "owner" } : null),
	onLog: ({ event }) => console.log(event),
});

await serve({ use: { workspace } });
`;

/** Sends a prompt as somebody who opens the workspace, and waits for its end. */
async function prompt(endpoint: string, text: string): Promise<void> {
	const client = createWorkspaceClient(endpoint);
	await wakeWorkspace(client, "acme/web", { token: "of-ada" });
	const ada = await joinWorkspace(client, "acme/web", { token: "of-ada" });
	const { promptId } = await ada.workspace.prompt({ clientId: randomUUID(), text, attachments: [] });
	await ada.until((seen) => endedPrompt(seen, promptId)?.state === "done", "the prompt to be done");
	await ada.leave();
	await client.dispose();
}

const DEMO = 'createWorkspace({ agent: "demo", sandbox: local({ agents: { demo: demoAgent() } }) });\n';
const CLAUDE = 'createWorkspace({ agent: "claude", sandbox: local(), authenticate: verify });\n';

async function installFake(agent: string): Promise<void> {
	const path = join(app.folder, `home/data/sandbox-agent/bin/agent_processes/${agent}-acp`);
	await mkdir(dirname(path), { recursive: true });
	await writeFile(path, "#!/bin/sh\n");
	await chmod(path, 0o755);
}

describe("doctor", () => {
	test("finds nothing wrong with the server of the quick start", async () => {
		app.write("server.mts", DEMO);
		const { exitCode, output } = await outcomeOf(["doctor"]);
		expect(output).toContain("Nothing is wrong.");
		expect(output).toContain("! The server has no `authenticate`");
		expect(output).toMatch(/✓ sandbox-agent \d/);
		expect(exitCode).toBe(0);
	});

	test("names the commands for an agent that is not installed and has no key, until both are there", async () => {
		app.write("server.mts", CLAUDE);
		const missing = await outcomeOf(["doctor"]);
		expect(missing.exitCode).toBe(1);
		expect(missing.output).toContain("    npx sandbox-agent install-agent claude");
		expect(missing.output).toContain("    export ANTHROPIC_API_KEY=…");

		await installFake("claude");
		const there = await outcomeOf(["doctor"], { ANTHROPIC_API_KEY: "sk-ant-secret" });
		expect(there).toMatchObject({ exitCode: 0, output: expect.stringContaining("“claude” has a key or a login") });
		expect(there.output).not.toContain("sk-ant-secret");
	});

	test("checks the agent that it is told, and knows that `mock` answers nothing", async () => {
		app.write("server.mts", DEMO);
		expect(await outcomeOf(["doctor", "--agent", "codex"])).toMatchObject({
			exitCode: 1,
			output: expect.stringContaining("npx sandbox-agent install-agent codex"),
		});
		expect(await outcomeOf(["doctor", "--agent", "mock"])).toMatchObject({
			exitCode: 1,
			output: expect.stringContaining("only repeats what it is sent"),
		});
	});

	test("says which port is taken, and which setting moves them", async () => {
		app.write("server.mts", DEMO);
		const port = Number(engine.environment.RIVET_RUN_ENGINE_PORT);
		const blocker = createServer().listen(port, "127.0.0.1");
		await once(blocker, "listening");
		const { exitCode, output } = await outcomeOf(["doctor"]);
		blocker.close();
		expect(exitCode).toBe(1);
		expect(output).toContain(`uses the port ${port}\n    RIVET_RUN_ENGINE_PORT=${port + 100}`);
	});

	test("checks authentication, engine and version in production", async () => {
		app.write("server.mts", DEMO);
		const { exitCode, output } = await outcomeOf(["doctor"], { NODE_ENV: "production" });
		expect(exitCode).toBe(1);
		expect(output).toContain("✗ With NODE_ENV=production no Rivet engine is started by default");
		expect(output).toContain("✗ The server has no `authenticate`");

		app.write("server.mts", CLAUDE);
		const endpoint = `http://127.0.0.1:${await freePort()}`;
		const other = await outcomeOf(["doctor"], { NODE_ENV: "production", RIVET_ENDPOINT: endpoint });
		expect(other.output).toContain("✗ RIVET_ENVOY_VERSION is not set");
		expect(other.output).toContain(`✗ No Rivet engine answers at ${endpoint}`);
	});

	test("notices an engine that was started without the setting for a busy machine, and a setting that is too low", async () => {
		app.write("server.mts", DEMO);
		const runtime = join(engine.environment.RIVETKIT_STORAGE_PATH ?? "", ".rivetkit/var/engine/runtime.json");
		await mkdir(dirname(runtime), { recursive: true });
		await writeFile(runtime, JSON.stringify({ pid: process.pid, endpoint: engine.endpoint }));
		const running = await outcomeOf(["doctor"]);
		await rm(runtime);
		expect(running).toMatchObject({ exitCode: 0, output: expect.stringContaining(`kill ${process.pid}`) });
		const low = await outcomeOf(["doctor"], { RIVET__RUNTIME__WORKER_CPU_MAX: "1000" });
		expect(low.output).toContain("! RIVET__RUNTIME__WORKER_CPU_MAX=1000");
	});

	test("finds a rivetkit of another version", async () => {
		app.write("server.mts", DEMO);
		app.write("deeper/node_modules/rivetkit/package.json", JSON.stringify({ version: "2.3.19" }));
		const { RIVETKIT_STORAGE_PATH = "" } = engine.environment;
		await using command = new ProgramProcess(
			join(app.folder, "node_modules/workspace-chat", manifest.bin["workspace-chat"]),
			{ args: ["doctor", "../server.mts"], cwd: join(app.folder, "deeper"), env: { RIVETKIT_STORAGE_PATH } },
		);
		expect(await command.exit()).toBe(1);
		expect(command.output).toContain(
			`rivetkit is 2.3.19, and this version of workspace-chat needs ${RIVETKIT_VERSION}`,
		);
	});
});
