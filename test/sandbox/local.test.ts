import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { InMemorySessionPersistDriver } from "sandbox-agent";
import { afterEach, beforeEach, expect, test } from "vitest";
import { local, type SandboxOption, stopLocalSandboxes } from "../../actors/sandbox/index.ts";
import { installScriptedAgent } from "../agents/installScriptedAgent.ts";
import { openSession } from "../session/openSession.ts";
import { RecordingListener } from "../session/RecordingListener.ts";
import { text } from "../session/SessionBench.ts";

let directory: string;
let cwd: string;

beforeEach(async () => {
	directory = await mkdtemp(join(tmpdir(), "workspace-chat-local-"));
	cwd = join(directory, "work/deep");
	await installScriptedAgent(directory);
});

afterEach(async () => {
	await stopLocalSandboxes();
	await rm(directory, { recursive: true });
});

function open(sandbox: SandboxOption, sandboxId: string | null = null) {
	const { signal } = new AbortController();
	const persist = new InMemorySessionPersistDriver();
	const options = { workspaceId: "ada", agent: "mock", sandbox, sandboxId, persist, signal };
	return openSession(options, new RecordingListener());
}

const isUp = (sandboxId: string | null) =>
	fetch(`http://${sandboxId?.replace("local/", "")}/v1/health`).then(
		() => true,
		() => false,
	);

test("a server is started for the workspace, its directory created, and the agent responds", async () => {
	const session = await open(local({ cwd, agentsDirectory: directory }));
	expect(session.sandbox.sandboxId).toMatch(/^local\/127\.0\.0\.1:\d+$/);
	expect((await stat(cwd)).isDirectory()).toBe(true);
	expect(await session.prompt(text("echo"))).toEqual({ stopReason: "end_turn" });
	await session.close();
});

test("the server outlives a session, is reused, and refuses requests without its token", async () => {
	const sandbox = local({ cwd, agentsDirectory: directory });
	const first = await open(sandbox);
	await first.close();
	const second = await open(sandbox, first.sandbox.sandboxId);
	expect(second.sandbox.sandboxId).toBe(first.sandbox.sandboxId);
	const stranger = await fetch(`http://${first.sandbox.sandboxId?.replace("local/", "")}/v1/health`);
	expect(stranger.status).toBe(401);
	await second.close();
});

test("each workspace has its own server", async () => {
	const sandbox = () => local({ cwd, agentsDirectory: directory });
	const [ada, ben] = await Promise.all([open(sandbox), open(sandbox)]);
	expect(ada.sandbox.sandboxId).not.toBe(ben.sandbox.sandboxId);
	await Promise.all([ada.close(), ben.close()]);
});

test("the server of an earlier process is replaced", async () => {
	const session = await open(local({ cwd, agentsDirectory: directory }), "local/127.0.0.1:9");
	expect(session.sandbox.sandboxId).not.toBe("local/127.0.0.1:9");
	await session.close();
});

test("stopping ends every server, and a workspace then gets a new one", async () => {
	const sandbox = local({ cwd, agentsDirectory: directory });
	const session = await open(sandbox);
	await session.close();
	await stopLocalSandboxes();
	expect(await isUp(session.sandbox.sandboxId)).toBe(false);
	const again = await open(sandbox, session.sandbox.sandboxId);
	expect(await again.prompt(text("echo"))).toEqual({ stopReason: "end_turn" });
	await again.close();
});
