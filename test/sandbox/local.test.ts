import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { InMemorySessionPersistDriver } from "sandbox-agent";
import { local as spawnLocal } from "sandbox-agent/local";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
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
	vi.unstubAllEnvs();
	await stopLocalSandboxes();
	await rm(directory, { recursive: true });
});

interface Opening {
	readonly sandboxId?: string | null;
	readonly workspaceId?: string;
	readonly listener?: RecordingListener;
}

function open(
	sandbox: SandboxOption,
	{ sandboxId = null, workspaceId = "ada", listener = new RecordingListener() }: Opening = {},
) {
	const { signal } = new AbortController();
	const persist = new InMemorySessionPersistDriver();
	return openSession({ workspaceId, agent: "mock", sandbox, sandboxId, persist, signal }, listener);
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
	const second = await open(sandbox, { sandboxId: first.sandbox.sandboxId });
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
	const session = await open(local({ cwd, agentsDirectory: directory }), { sandboxId: "local/127.0.0.1:9" });
	expect(session.sandbox.sandboxId).not.toBe("local/127.0.0.1:9");
	await session.close();
});

test("stopping ends every server, and a workspace then gets a new one", async () => {
	const sandbox = local({ cwd, agentsDirectory: directory });
	const session = await open(sandbox);
	await session.close();
	await stopLocalSandboxes();
	expect(await isUp(session.sandbox.sandboxId)).toBe(false);
	const again = await open(sandbox, { sandboxId: session.sandbox.sandboxId });
	expect(await again.prompt(text("echo"))).toEqual({ stopReason: "end_turn" });
	await again.close();
});

/** What the agent of a workspace sees of its process. */
async function seenByAgent(sandbox: SandboxOption, workspaceId = "ada") {
	const listener = new RecordingListener();
	const session = await open(sandbox, { workspaceId, listener });
	await session.prompt(text("env"));
	await listener.until(({ text }) => text.endsWith("}"));
	await session.close();
	const { env, folder } = JSON.parse(listener.text) as { env: Record<string, string>; folder: string };
	return { env, folder, cwd: session.sandbox.cwd };
}

describe("the agent's environment", () => {
	test("holds none of the host's secrets, and what the host gives it", async () => {
		for (const name of ["RIVET_TOKEN", "RIVET_ENDPOINT", "DATABASE_URL", "JWT_SECRET", "SANDBOX_AGENT_TOKEN"]) {
			vi.stubEnv(name, "the host's own");
		}
		vi.stubEnv("ANTHROPIC_API_KEY", "the agent's own");
		const { env } = await seenByAgent(local({ cwd, agentsDirectory: directory, env: { MODEL: "large" } }));
		expect(Object.values(env)).not.toContain("the host's own");
		expect(env).toMatchObject({ PATH: process.env.PATH, ANTHROPIC_API_KEY: "the agent's own", MODEL: "large" });
		expect(process.env.RIVET_TOKEN).toBe("the host's own");
	});
});

describe("telemetry", () => {
	/** The arguments of the servers that are children of this process. */
	async function serverCommands(): Promise<readonly string[]> {
		const { stdout } = await promisify(execFile)("ps", ["-A", "-ww", "-o", "ppid=,args="]);
		const own = new RegExp(`^ *${process.pid} .*sandbox-agent.* server `);
		return stdout.split("\n").filter((line) => own.test(line));
	}

	test("is disabled unless the host enables it", async () => {
		const id = await local({ cwd }).create();
		expect(await serverCommands()).toEqual([expect.stringContaining(" --no-telemetry")]);
		await local({ cwd }).destroy(id);
		await local({
			cwd,
			telemetry: true,
			env: { XDG_DATA_HOME: directory, HTTPS_PROXY: "http://127.0.0.1:9" },
		}).create();
		expect(await serverCommands()).toEqual([expect.not.stringContaining("--no-telemetry")]);
	});
});

describe("without `cwd`", () => {
	test("each workspace has a folder of its own below `root`, whatever its id contains", () => {
		const { forWorkspace } = local({ root: "/srv/workspaces" });
		const ids = [
			"ada",
			"Ada",
			"a/d/a",
			"../ada",
			"..",
			".",
			"/",
			"ada ",
			"a".repeat(128),
			"å",
			"a\u030a",
			"日本",
			"\ud800",
			"\ud801",
		];
		const folders = ids.map((id) => forWorkspace?.(id).defaultCwd ?? "");
		expect(new Set(folders.map((folder) => folder.toLowerCase())).size).toBe(ids.length);
		for (const folder of folders) expect(folder).toMatch(/^\/srv\/workspaces\/[a-z0-9-]{32,80}$/);
	});

	test("the server and the agent run in that folder, which is the same after a restart", async () => {
		const sandbox = local({ root: join(directory, "workspaces"), agentsDirectory: directory });
		const before = await seenByAgent(sandbox, "acme/site");
		await stopLocalSandboxes();
		const after = await seenByAgent(sandbox, "acme/site");
		expect(before.folder).toBe(await realpath(before.cwd));
		expect(after.cwd).toBe(before.cwd);
		expect(before.cwd).toMatch(/workspaces\/acme-site-[0-9a-f]{32}$/);
	});

	test("the default `root` is a folder that Git ignores, below the one the host runs in", async () => {
		const host = vi.spyOn(process, "cwd").mockReturnValue(directory);
		try {
			const session = await open(local({ agentsDirectory: directory }));
			await session.close();
			expect(session.sandbox.cwd.startsWith(join(directory, ".workspace-chat/workspaces/ada-"))).toBe(true);
			expect(await readFile(join(directory, ".workspace-chat/workspaces/.gitignore"), "utf8")).toBe("*\n");
		} finally {
			host.mockRestore();
		}
	});

	test("a repository around `root` is not the workspace's", async () => {
		await promisify(execFile)("git", ["init", "-q", directory]);
		const { env, cwd: folder } = await seenByAgent(
			local({ root: join(directory, "root"), agentsDirectory: directory }),
		);
		const inside = promisify(execFile)("git", ["rev-parse", "--show-toplevel"], { cwd: folder, env });
		await expect(inside).rejects.toThrow("not a git repository");
	});

	test("a destroyed workspace takes its folder with it, and no other", async () => {
		const root = join(directory, "workspaces");
		const sandbox = local({ root });
		const [ada, ben] = ["ada", "ben"].map((id) => sandbox.forWorkspace?.(id));
		const id = (await ada?.create()) ?? "";
		await ben?.create();
		await writeFile(join(ada?.defaultCwd ?? "", "notes.txt"), "secret");
		await ada?.kill?.(id);
		expect(await readdir(root)).toEqual([ben?.defaultCwd?.slice(root.length + 1)]);
	});

	test("outside of a workspace there is no folder to work in", async () => {
		await expect(local().create()).rejects.toMatchObject({ code: "sandbox_failed", info: { hint: /`cwd`/ } });
		await expect(open(spawnLocal())).rejects.toMatchObject({ code: "sandbox_failed", info: { hint: /`cwd`/ } });
	});
});

test("`cwd` is never removed, and does not go together with `root`", async () => {
	const sandbox = local({ cwd });
	await mkdir(cwd, { recursive: true });
	await writeFile(join(cwd, "notes.txt"), "mine");
	await sandbox.kill?.(await sandbox.create());
	expect(await readdir(cwd)).toEqual(["notes.txt"]);
	expect(() => local({ cwd, root: directory })).toThrow(TypeError);
});
