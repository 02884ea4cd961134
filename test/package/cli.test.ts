import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { chmod, mkdir, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { RIVETKIT_VERSION } from "../../cli/rivetkitVersion.ts";
import { stripComments } from "../../cli/stripComments.ts";
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
	expect(await outcomeOf(["engine", "engine.json"])).toMatchObject({
		exitCode: 1,
		output: expect.stringContaining("engine takes no file but --config, and got “engine.json”."),
	});
});

/** The package.json of an app made with Vite. */
function writeViteApp(packages: Readonly<Record<string, string>> = { react: "^19" }): void {
	app.write("package.json", JSON.stringify({ type: "module", dependencies: { vite: "^8", ...packages } }));
	app.write("tsconfig.json", "{}");
}

describe("init", () => {
	test("knows the version of rivetkit that the package needs", () => {
		expect(RIVETKIT_VERSION).toBe(manifest.peerDependencies.rivetkit);
	});

	test("adds a server and a component to a Vite app, and a second time nothing", async () => {
		writeViteApp();
		const first = await outcomeOf(["init"]);
		expect(first).toMatchObject({ exitCode: 0, output: expect.stringContaining("created  server.mts") });
		expect(first.output).toContain(`npm install --save-exact workspace-chat rivetkit@${RIVETKIT_VERSION}`);
		expect(read("src/Workspace.tsx")).toContain("<WorkspaceChat");
		expect(read("server.mts")).toContain("demoAgent()");

		const mine = ['import { serve } from "workspace-chat/actors";', 'import { useTimeline } from "workspace-chat";'];
		app.write("server.mts", mine[0] ?? "");
		app.write("src/Workspace.tsx", mine[1] ?? "");
		const second = await outcomeOf(["init", "--agent", "claude"]);
		expect(second.output).toContain("kept     server.mts\nkept     src/Workspace.tsx");
		expect([read("server.mts"), read("src/Workspace.tsx")]).toEqual(mine);
	});

	test("leaves a server and a page that are the host's own alone, and writes others, which `dev` and `doctor` find", async () => {
		writeViteApp();
		app.write("server.ts", 'import express from "express";\n// not "workspace-chat/actors"\n');
		app.write("src/Workspace.jsx", "export default () => <main>desks</main>;\n");
		const { exitCode, output } = await outcomeOf(["init"]);
		expect(exitCode).toBe(0);
		expect(output).toContain("yours    server.ts");
		expect(output).toContain("created  workspace.server.mts");
		expect(output).toContain("yours    src/Workspace.jsx");
		expect(output).toContain("created  src/WorkspaceRoom.tsx");
		expect(output).toContain('import WorkspaceRoom from "./WorkspaceRoom.tsx"');
		expect(output).toContain("npx workspace-chat dev workspace.server.mts");

		expect((await outcomeOf(["init"])).output).toContain("kept     workspace.server.mts");
		expect((await outcomeOf(["doctor"])).output).toContain("! The server has no `authenticate`");
		app.write(
			"workspace.server.mts",
			`${read("workspace.server.mts").split("await serve")[0]}console.log("Found.");\n`,
		);
		await using command = run(["dev"]);
		await command.until("Found.");
	});

	test("gives a Next.js app another route if its own has a page", async () => {
		app.write("package.json", JSON.stringify({ dependencies: { next: "^16", react: "^19" } }));
		app.write("app/workspace/page.js", "export default () => null;\n");
		expect((await outcomeOf(["init"])).output).toContain("Open /workspace-room of your app.");
		expect(read("app/workspace-room/page.jsx")).toContain("<WorkspaceChat");
	});

	test.each([
		[{}, `workspace-chat rivetkit@${RIVETKIT_VERSION}`],
		[{ "workspace-chat": "0.1.0", rivetkit: "^2.3.19" }, `rivetkit@${RIVETKIT_VERSION}`],
		[{ rivetkit: RIVETKIT_VERSION }, "workspace-chat"],
	])("asks to install what is missing beside %j", async (packages, missing) => {
		writeViteApp({ react: "^19", ...packages });
		expect((await outcomeOf(["init"])).output).toContain(`  npm install --save-exact ${missing}\n`);
	});

	test("asks to install nothing where nothing is missing, and points to the document about authentication", async () => {
		writeViteApp({ react: "^19", "workspace-chat": "0.1.0", rivetkit: RIVETKIT_VERSION });
		const { output } = await outcomeOf(["init"]);
		expect(output).not.toContain("npm install");
		expect(output).toContain("see docs/auth.md");
	});

	test("writes only the server to an app without React", async () => {
		writeViteApp({ vue: "^3" });
		const { exitCode, output } = await outcomeOf(["init"]);
		expect(exitCode).toBe(0);
		expect(output).toContain("created  server.mts\nno page  It needs React");
		expect(existsSync(join(app.folder, "src"))).toBe(false);
	});

	test.each(["mock", "gpt", "__proto__"])(
		"refuses the agent `%s` with a list of those that it knows",
		async (agent) => {
			writeViteApp();
			expect(await outcomeOf(["init", "--agent", agent])).toEqual({
				exitCode: 1,
				output: `error usage: init does not know an agent “${agent}”. It knows: demo, claude, codex, opencode, amp, pi, cursor.\n  See: npx workspace-chat --help\n`,
			});
			expect(existsSync(join(app.folder, "server.mts"))).toBe(false);
		},
	);

	test("says that a package.json cannot be read", async () => {
		app.write("package.json", '{ "dependencies": { "vite": "^8", } }');
		const { exitCode, output } = await outcomeOf(["init"]);
		expect(exitCode).toBe(1);
		expect(output).toContain(`${join(app.folder, "package.json")} cannot be read: Invalid JSON`);
		expect(output).not.toContain("There is no app");
	});

	test("says without a stack which file it cannot write", async () => {
		writeViteApp();
		app.write("src", "a file");
		const { exitCode, output } = await outcomeOf(["init"]);
		expect(exitCode).toBe(1);
		expect(output).toContain("src/Workspace.tsx cannot be written: EEXIST");
		expect(output).not.toMatch(/^\s+at /m);
	});

	test.each([
		["src/app", "src/app/workspace/page.tsx", '"use client";'],
		["app", "app/workspace/page.tsx", '"use client";'],
		["pages", "pages/workspace.tsx", "import { WorkspaceChat }"],
	])("adds a page to a Next.js app with `%s`", async (folder, path, start) => {
		app.write("package.json", JSON.stringify({ dependencies: { next: "^16", react: "^19" } }));
		app.write("tsconfig.json", "{}");
		app.write(`${folder}/layout.tsx`, "");
		const { output } = await outcomeOf(["init", "--agent", "codex"]);
		expect(output).toContain("npx sandbox-agent install-agent codex\n  export OPENAI_API_KEY=…");
		expect(read(path).startsWith(start)).toBe(true);
		expect(read("server.mts")).toContain('agent: "codex",\n\tsandbox: local(),');
	});

	test("writes JavaScript to an app without TypeScript", async () => {
		app.write("package.json", JSON.stringify({ dependencies: { vite: "^8", react: "^19" } }));
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
		writeViteApp();
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
	test("does not start with another database when its configuration is missing or broken", async () => {
		app.write("broken.json", '{ "guard": }');
		for (const [config, message] of [
			["nope.json", `There is no ${join(app.folder, "nope.json")}.`],
			["broken.json", `${join(app.folder, "broken.json")} is not valid JSON.`],
		] as const) {
			const { exitCode, output } = await outcomeOf(["engine", "--config", config]);
			expect(exitCode).toBe(1);
			expect(output).toContain(message);
			expect(output).not.toContain("starting rivet");
		}
	});

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

describe("export and import", () => {
	const KEY = "of-the-host's-own-programs-1234567890";
	const env = { WORKSPACE_CHAT_ADMIN_KEY: KEY };
	const failed = (output: string) => ({ exitCode: 1, output: expect.stringContaining(output) });

	test("move a workspace by a file, and say what is wrong with key, workspace, file and engine", async () => {
		app.write("server.mts", SERVER.replace("agent:", "adminKey: process.env.WORKSPACE_CHAT_ADMIN_KEY,\n\tagent:"));
		const { RIVETKIT_STORAGE_PATH = "", RIVET_RUN_ENGINE_PORT = "" } = engine.environment;
		await using server = new ProgramProcess(join(app.folder, "server.mts"), {
			cwd: app.folder,
			env: { ...env, RIVETKIT_STORAGE_PATH, RIVET_RUN_ENGINE_PORT },
		});
		await server.until("Ctrl-C ends this server");
		await prompt(engine.endpoint, "the first");
		await server.until("turn_ended");

		const exportTo = (file: string, id = "acme/web", others = {}) =>
			outcomeOf(["export", id, "--output", file], { ...env, ...others });
		const importFrom = (file: string, id: string, others = {}) =>
			outcomeOf(["import", id, file], { ...env, ...others });
		expect(await exportTo("acme-web.jsonl")).toEqual({
			exitCode: 0,
			output: "Exported acme/web to acme-web.jsonl.\n",
		});
		const backup = read("acme-web.jsonl");
		expect(backup).toContain("the first");
		expect(await importFrom("acme-web.jsonl", "acme/restored")).toEqual({
			exitCode: 0,
			output: "Imported acme-web.jsonl into acme/restored.\n",
		});
		const client = createWorkspaceClient(engine.endpoint);
		const ada = await joinWorkspace(client, "acme/restored", { token: "of-ada" });
		expect(JSON.stringify([...ada.seen().items.values()])).toContain("the first");
		await ada.leave();

		// Without a file it is standard output, and nothing else is.
		const { output } = await outcomeOf(["export", "acme/web"], env);
		expect(output.split("\n").filter((line) => line !== "" && !line.startsWith("{"))).toEqual([]);

		const audit = (...args: readonly string[]) => outcomeOf(["audit", ...args], env);
		const { exitCode, output: said } = await audit("acme/web", "--output", "audit.jsonl");
		expect([exitCode, said]).toEqual([
			0,
			expect.stringMatching(/^\d+ entries, none of which was changed\. The last one: --known \S+\n$/),
		]);
		const log = read("audit.jsonl");
		expect(log).toContain('"action":"prompt"');
		expect(log).not.toContain("the first");
		const [, known = ""] = /--known (\S+)/.exec(said) ?? [];
		expect(await audit("--check", "audit.jsonl", "--known", known)).toMatchObject({ exitCode: 0 });
		expect(await audit("acme/web", "--known", known)).toMatchObject({ exitCode: 0 });
		app.write("other.jsonl", log.replace('"action":"prompt"', '"action":"stop"'));
		expect(await audit("--check", "other.jsonl")).toEqual(failed("error audit_changed: Entry "));
		expect(await audit("--check", "acme-web.jsonl")).toEqual(failed("This is no audit log"));
		expect(await audit("acme/web", "--known", "last")).toEqual(failed("--known takes the number"));

		const wrongKey = { WORKSPACE_CHAT_ADMIN_KEY: KEY.toUpperCase() };
		const noEngine = { RIVET_RUN_ENGINE_PORT: String(await freePort([1, 10])) };
		app.write("changed.jsonl", backup.replace("the first", "the other"));
		app.write("cut.jsonl", backup.slice(0, -200));
		app.write("none.jsonl", "Dear diary\n");
		const key = "WORKSPACE_CHAT_ADMIN_KEY is not set";
		expect(await exportTo("a", "acme/web", { WORKSPACE_CHAT_ADMIN_KEY: "" })).toEqual(failed(key));
		expect(await exportTo("a", "acme/web", wrongKey)).toEqual(failed("the workspace’s admin key"));
		expect(await exportTo("a", "acme/nowhere")).toEqual(
			failed("error not_found: There is no workspace “acme/nowhere”."),
		);
		expect(await exportTo("a", "acme/web", noEngine)).toEqual(failed("The Rivet engine did not answer"));
		expect(existsSync(join(app.folder, "a"))).toBe(false);
		expect(await exportTo("acme-web.jsonl")).toEqual(failed("nothing is overwritten"));
		expect(read("acme-web.jsonl")).toBe(backup);
		expect(await importFrom("acme-web.jsonl", "acme/other", wrongKey)).toEqual(failed("the workspace’s admin key"));
		expect(await importFrom("acme-web.jsonl", "acme/other", noEngine)).toEqual(
			failed("The Rivet engine did not answer"),
		);
		expect(await importFrom("nowhere.jsonl", "acme/other")).toEqual(failed("There is no file"));
		expect(await importFrom("acme-web.jsonl", "acme/web")).toEqual(failed("This workspace isn’t empty"));
		expect(await importFrom("changed.jsonl", "acme/changed")).toEqual(failed("The backup was changed"));
		expect(await importFrom("cut.jsonl", "acme/cut")).toEqual(failed("it is not whole"));
		expect(await importFrom("none.jsonl", "acme/none")).toEqual(failed("This is no backup of a workspace"));
		await client.dispose();
	});
});

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
		expect(output).toContain(`✓ workspace-chat ${manifest.version}`);
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
		expect(output).toContain(`uses ${port}.\n    RIVET_RUN_ENGINE_PORT=${port + 100}`);
	});

	test("says without a stack that the port of the engine is none", async () => {
		expect(await outcomeOf(["doctor"], { RIVET_RUN_ENGINE_PORT: "x" })).toEqual({
			exitCode: 1,
			output: expect.stringMatching(
				/^error invalid_port: RIVET_RUN_ENGINE_PORT is “x”.*\n {2}RIVET_RUN_ENGINE_PORT=6520.*\n$/,
			),
		});
	});

	test("checks no agent where there is no server", async () => {
		const { exitCode, output } = await outcomeOf(["doctor"]);
		expect(exitCode).toBe(0);
		expect(output).toContain("! There is no server.mts");
		expect(output).not.toMatch(/claude|sandbox-agent/);
		expect((await outcomeOf(["doctor", "--agent", "codex"])).output).toContain("✗ The agent “codex” is not installed");
	});

	test("says how to install the package where it is not installed", async () => {
		const { RIVETKIT_STORAGE_PATH = "", RIVET_RUN_ENGINE_PORT = "" } = engine.environment;
		await using command = new ProgramProcess(
			join(app.folder, "node_modules/workspace-chat", manifest.bin["workspace-chat"]),
			{ args: ["doctor"], cwd: engine.folder, env: { RIVETKIT_STORAGE_PATH, RIVET_RUN_ENGINE_PORT } },
		);
		expect(await command.exit()).toBe(1);
		expect(command.output).toContain(
			`✗ workspace-chat is not installed here\n    npm install --save-exact workspace-chat rivetkit@${RIVETKIT_VERSION}\n`,
		);
	});

	test("reads a file of the workspace that the server imports", async () => {
		app.write("server.mts", 'import { workspace } from "./src/workspace.ts";\nawait serve({ use: { workspace } });\n');
		app.write("src/workspace.ts", `export const workspace = ${CLAUDE}`);
		await installFake("claude");
		const env = { ANTHROPIC_API_KEY: "sk-ant-secret", NODE_ENV: "production" };
		const { output } = await outcomeOf(["doctor"], env);
		expect(output).toContain("✓ The server says who may do what");
		expect(output).toContain("✓ The agent “claude” is installed");

		app.write("src/workspace.ts", 'export { workspace } from "./deeper.ts";\n');
		app.write("src/deeper.ts", `export const workspace = ${CLAUDE}`);
		const unseen = await outcomeOf(["doctor"]);
		expect(unseen.exitCode).toBe(0);
		expect(unseen.output).toContain(
			"! createWorkspace is not in server.mts or a file that it imports, so its agent and `authenticate` were not checked",
		);
		expect(unseen.output).not.toContain("claude");
	});

	test("does not fail a key and a folder of agents that the code gives to local()", async () => {
		await installFake("claude");
		const serverOf = (options: string) =>
			app.write(
				"server.mts",
				`createWorkspace({ agent: "claude", sandbox: local(${options}), authenticate: verify });\n`,
			);

		serverOf("{ env: { ANTHROPIC_API_KEY: await readSecret() } }");
		const named = await outcomeOf(["doctor"]);
		expect(named.exitCode).toBe(0);
		expect(named.output).toContain("! ANTHROPIC_API_KEY is not in the environment, but in the code of the server");

		serverOf("{ env: secrets }");
		const given = await outcomeOf(["doctor"]);
		expect(given.exitCode).toBe(0);
		expect(given.output).toContain("! There is no key for “claude” in the environment");

		serverOf("{ log: process.env.LOG } /* env: { ANTHROPIC_API_KEY } */");
		const missing = await outcomeOf(["doctor"]);
		expect(missing.exitCode).toBe(1);
		expect(missing.output).toContain("✗ There is no key for “claude”");

		await rm(join(app.folder, "home/data"), { recursive: true });
		serverOf('{ agentsDirectory: "/srv/agents" }');
		const moved = await outcomeOf(["doctor"], { ANTHROPIC_API_KEY: "sk-ant-secret" });
		expect(moved.exitCode).toBe(0);
		expect(moved.output).toContain("! The agent “claude” was looked for in the default folder only");
	});

	test("reads no comments, and guesses no agent that the code computes", async () => {
		app.write(
			"server.mts",
			'createWorkspace({\n\tagent: process.env.AGENT, // agent: "codex"\n\tsandbox: local(),\n\t/* authenticate: TODO */\n});\n',
		);
		const { exitCode, output } = await outcomeOf(["doctor"]);
		expect(exitCode).toBe(0);
		expect(output).toContain("! The server has no `authenticate`");
		expect(output).toContain("see docs/auth.md");
		expect(output).toContain("! The code does not name the agent, so it was not checked");
		expect(output).not.toContain("codex");
	});

	test("fails no options that come from another file", async () => {
		app.write("server.mts", "createWorkspace({ ...shared, sandbox: local(options) });\n");
		const production = { NODE_ENV: "production", RIVET_RUN_ENGINE: "1" };
		const { exitCode, output } = await outcomeOf(["doctor"], production);
		expect(exitCode).toBe(0);
		expect(output).toContain("! The options of createWorkspace come from elsewhere, so `authenticate` was not checked");
		const claude = await outcomeOf(["doctor", "--agent", "claude"], production);
		expect(claude.exitCode).toBe(0);
		expect(claude.output).toContain("! There is no key for “claude” in the environment");
	});

	test("knows a comment from what looks like one", () => {
		const cases = [
			["a // b\nc", "a  \nc"],
			["a /* b\n */ c", "a   c"],
			['"http://a" // b', '"http://a"  '],
			["'it\\'s // a' // b", "'it\\'s // a'  "],
			[`\`a \${b ? \`//c\` : "}"} // d\` // e`, `\`a \${b ? \`//c\` : "}"} // d\`  `],
			['/\\/\\/"/.test(a) // b', '/\\/\\/"/.test(a)  '],
			["a / b // c", "a / b  "],
			["`a \\", "`a \\"],
		] as const;
		for (const [code, stripped] of cases) expect(stripComments(code)).toBe(stripped);
	});

	test("asks for the token of an engine beside the server in production, and that both have the same", async () => {
		app.write("server.mts", CLAUDE);
		const notRunning = { RIVET_RUN_ENGINE_PORT: String(await freePort([1, 10])) };
		const single = { NODE_ENV: "production", RIVET_RUN_ENGINE: "1", ...notRunning };
		const outputOf = async (tokens: Readonly<Record<string, string>>) =>
			(await outcomeOf(["doctor"], { ...single, ...tokens })).output;
		const hint = "    RIVET__AUTH__ADMIN_TOKEN=… RIVET_TOKEN=…    twice the same long random text, see docs/deploy.md";
		const open = `! The engine has no token: whoever reaches its port can list, create and delete workspaces.\n${hint}`;
		expect(await outputOf({})).toContain(open);
		expect(await outputOf({ RIVET_TOKEN: "a" })).toContain(open);
		expect(await outputOf({ RIVET__AUTH__ADMIN_TOKEN: "a" })).toContain("and RIVET_TOKEN is not set");
		expect(await outputOf({ RIVET__AUTH__ADMIN_TOKEN: "a", RIVET_TOKEN: "b" })).toContain(
			"✗ The engine refuses this server",
		);
		expect(await outputOf({ RIVET__AUTH__ADMIN_TOKEN: "a", RIVET_TOKEN: "a" })).toContain("✓ The engine has a token");

		const inDevelopment = await outcomeOf(["doctor"], { ...notRunning, RIVET__AUTH__ADMIN_TOKEN: "a" });
		expect(inDevelopment.output).toContain("✗ The engine refuses this server");
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

		const none = await outcomeOf(["doctor"], { RIVET_ENDPOINT: "localhost:6420" });
		expect(none.output).toContain("✗ The engine’s address is “localhost:6420”, which does not start with http://");
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

	test("warns about a second copy of OpenTelemetry's API, with which metrics would stay empty", async () => {
		app.write("server.mts", DEMO);
		expect((await outcomeOf(["doctor"])).output).not.toContain("@opentelemetry/api");
		app.write(
			"node_modules/workspace-chat/node_modules/@opentelemetry/api/package.json",
			JSON.stringify({ version: "1.12.0" }),
		);
		const { exitCode, output } = await outcomeOf(["doctor"]);
		expect(exitCode).toBe(0);
		expect(output).toMatch(
			/! There are two copies of @opentelemetry\/api: 1\.\S+ for the app and 1\.12\.0 for workspace-chat/,
		);
	});

	test("takes the copy of OpenTelemetry's API that apps have", () => {
		expect(manifest.dependencies["@opentelemetry/api"]).toBe("^1.9.0");
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
