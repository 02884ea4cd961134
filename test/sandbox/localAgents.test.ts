import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { InMemorySessionPersistDriver } from "sandbox-agent";
import { afterEach, beforeEach, expect, test } from "vitest";
import { local, stopLocalSandboxes } from "../../actors/sandbox/index.ts";
import { demoAgent } from "../../demo/agent/index.ts";
import { openSession } from "../session/openSession.ts";
import { RecordingListener } from "../session/RecordingListener.ts";
import { text } from "../session/SessionBench.ts";

let folder: string;

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), "workspace-chat-agents-"));
});

afterEach(async () => {
	await stopLocalSandboxes();
	await rm(folder, { recursive: true });
});

function open(agent: string, sandbox: ReturnType<typeof local>) {
	const listener = new RecordingListener();
	const persist = new InMemorySessionPersistDriver();
	const { signal } = new AbortController();
	return openSession({ workspaceId: "ada", agent, sandbox, sandboxId: null, persist, signal }, listener);
}

test("the demo agent is installed under the id it is given, and answers", async () => {
	const agentsDirectory = join(folder, "agents");
	const sandbox = local({
		agents: { demo: demoAgent({ pace: 0 }) },
		agentsDirectory,
		root: join(folder, "work"),
	});
	const session = await open("demo", sandbox);
	expect(await session.prompt(text("make a plan"))).toEqual({ stopReason: "end_turn" });
	await session.close();
	const launcher = await readFile(join(agentsDirectory, "sandbox-agent/bin/agent_processes/mock-acp"), "utf8");
	expect(launcher).toContain("demo/agent/main.ts");
});

test("sandbox-agent's own agent without a key only repeats what it is sent, and is refused", async () => {
	const cli = join(import.meta.dirname, "../../node_modules/.bin/sandbox-agent");
	await promisify(execFile)(cli, ["install-agent", "mock"], { env: { ...process.env, XDG_DATA_HOME: folder } });
	const opening = open("mock", local({ cwd: join(folder, "work"), agentsDirectory: folder }));
	await expect(opening).rejects.toMatchObject({
		info: {
			code: "agent_not_installed",
			message: "“mock” isn’t an agent: it only repeats what it is sent.",
			hint: expect.stringContaining("workspace-chat/demo-agent"),
		},
	});
});

test("a program cannot take the place of an agent that sandbox-agent knows, nor can two be given", () => {
	expect(() => local({ agents: { claude: demoAgent() } })).toThrow("Give yours another name");
	expect(() => local({ agents: { one: demoAgent(), two: demoAgent() } })).toThrow("one, two");
	expect(() => demoAgent({ pace: -1 })).toThrow("and got -1");
});
