import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SandboxDestroyedError } from "sandbox-agent";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SESSION_LIMITS } from "../../actors/limits/sessionLimits.ts";
import type { SandboxProvider } from "../../actors/sandbox/index.ts";
import { type OpenSandboxOptions, openSandbox } from "../../actors/sandbox/openSandbox.ts";
import { SandboxServer } from "../session/SandboxServer.ts";
import { scriptedProvider } from "./scriptedProvider.ts";

let directory: string;
let server: SandboxServer;

beforeAll(async () => {
	directory = await mkdtemp(join(tmpdir(), "workspace-chat-sandbox-"));
	server = await SandboxServer.start(directory);
});

afterAll(async () => {
	await server.kill();
	await rm(directory, { recursive: true });
});

function provider(changes: Partial<SandboxProvider> = {}) {
	const { baseUrl, token } = server.address;
	return scriptedProvider(baseUrl, token, changes);
}

function open(options: Pick<OpenSandboxOptions, "sandbox"> & Partial<OpenSandboxOptions>) {
	const { signal } = new AbortController();
	const limits = { ...SESSION_LIMITS, healthTimeoutMs: 500 };
	return openSandbox({ workspaceId: "ada", sandboxId: null, signal, limits, ...options });
}

test("a workspace without a sandbox gets a new one", async () => {
	expect(await open({ sandbox: provider() })).toMatchObject({ sandboxId: "scripted/made-1" });
});

test("an existing sandbox is reconnected, and none is created", async () => {
	const sandbox = provider();
	expect(await open({ sandbox, sandboxId: "scripted/old" })).toMatchObject({ sandboxId: "scripted/old" });
	expect(sandbox.calls).toContain("reconnect old");
	expect(sandbox.calls).not.toContain("create");
});

test.each([
	["by its name", () => new SandboxDestroyedError("old", "scripted")],
	["by status 404", () => Object.assign(new Error("refused"), { statusCode: 404 })],
	["in the message", () => new Error("no such container: old")],
])("a sandbox that is gone, which the provider reports %s, is replaced", async (_how, error) => {
	const sandbox = provider({ reconnect: () => Promise.reject(error()) });
	expect(await open({ sandbox, sandboxId: "scripted/old" })).toMatchObject({ sandboxId: "scripted/made-1" });
});

test("after any other error the sandbox is kept, because it may hold someone's work", async () => {
	const sandbox = provider({ reconnect: () => Promise.reject(new Error("Too many requests")) });
	await expect(open({ sandbox, sandboxId: "scripted/old" })).rejects.toMatchObject({ code: "sandbox_failed" });
	expect(sandbox.calls).not.toContain("create");
});

test("the sandbox of another provider is not reconnected", async () => {
	const sandbox = provider();
	expect(await open({ sandbox, sandboxId: "elsewhere/old" })).toMatchObject({ sandboxId: "scripted/made-1" });
	expect(sandbox.calls).not.toContain("reconnect old");
});

test("a new sandbox that does not answer is removed", async () => {
	const sandbox = provider({ getUrl: async () => "http://127.0.0.1:9" });
	await expect(open({ sandbox })).rejects.toMatchObject({ code: "sandbox_unreachable" });
	expect(sandbox.calls).toContain("destroy made-1");
});

test("an existing sandbox that does not answer is kept, and its server is restarted", async () => {
	const sandbox = provider({ getUrl: async () => "http://127.0.0.1:9", ensureServer: async () => undefined });
	const opening = open({ sandbox, sandboxId: "scripted/old", limits: { ...SESSION_LIMITS, healthTimeoutMs: 1_500 } });
	await expect(opening).rejects.toMatchObject({ code: "sandbox_unreachable" });
	expect(sandbox.calls.filter((call) => call === "ensureServer old").length).toBeGreaterThan(1);
	expect(sandbox.calls).not.toContain("destroy old");
});

test("a sandbox that is created too late is removed on arrival", async () => {
	const creating = Promise.withResolvers<string>();
	const sandbox = provider({ create: () => creating.promise });
	await expect(open({ sandbox, limits: { ...SESSION_LIMITS, provisionTimeoutMs: 50 } })).rejects.toMatchObject({
		code: "timeout",
	});
	creating.resolve("late");
	await expect.poll(() => sandbox.calls).toContain("destroy late");
});

test("a provider's own message goes to the log only, because it may quote a key", async () => {
	const cause = new Error("401 for key sk-secret");
	const error = await open({ sandbox: provider({ create: () => Promise.reject(cause) }) }).catch(
		(reason: unknown) => reason,
	);
	expect(error).toMatchObject({ code: "sandbox_failed", cause });
	expect(JSON.stringify(error)).not.toContain("sk-secret");
});

test("a function selects the sandbox of a workspace", async () => {
	const asked: string[] = [];
	const sandbox = async ({ workspaceId }: { workspaceId: string }) => {
		asked.push(workspaceId);
		return { ...server.address, sandboxId: "mine" };
	};
	expect(await open({ sandbox })).toMatchObject({ sandboxId: "mine", baseUrl: server.address.baseUrl });
	expect(asked).toEqual(["ada"]);
});
