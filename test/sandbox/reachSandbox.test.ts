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

function reach(options: Pick<OpenSandboxOptions, "sandbox"> & Partial<OpenSandboxOptions>) {
	const { signal } = new AbortController();
	const limits = { ...SESSION_LIMITS, healthTimeoutMs: 500 };
	return openSandbox({ workspaceId: "ada", sandboxId: null, signal, limits, ...options });
}

test("a workspace without a sandbox gets a new one", async () => {
	expect(await reach({ sandbox: provider() })).toMatchObject({ sandboxId: "scripted/made-1" });
});

test("a sandbox that is there is found again, and none is made", async () => {
	const sandbox = provider();
	expect(await reach({ sandbox, sandboxId: "scripted/old" })).toMatchObject({ sandboxId: "scripted/old" });
	expect(sandbox.calls).toContain("reconnect old");
	expect(sandbox.calls).not.toContain("create");
});

test.each([
	["by its name", () => new SandboxDestroyedError("old", "scripted")],
	["by status 404", () => Object.assign(new Error("refused"), { statusCode: 404 })],
	["in words", () => new Error("no such container: old")],
])("a sandbox that is gone, as the provider says %s, is replaced", async (_how, error) => {
	const sandbox = provider({ reconnect: () => Promise.reject(error()) });
	expect(await reach({ sandbox, sandboxId: "scripted/old" })).toMatchObject({ sandboxId: "scripted/made-1" });
});

test("a provider that cannot say keeps the sandbox: it may hold someone's work", async () => {
	const sandbox = provider({ reconnect: () => Promise.reject(new Error("Too many requests")) });
	await expect(reach({ sandbox, sandboxId: "scripted/old" })).rejects.toMatchObject({ code: "sandbox_failed" });
	expect(sandbox.calls).not.toContain("create");
});

test("the sandbox of another provider is not asked for", async () => {
	const sandbox = provider();
	expect(await reach({ sandbox, sandboxId: "elsewhere/old" })).toMatchObject({ sandboxId: "scripted/made-1" });
	expect(sandbox.calls).not.toContain("reconnect old");
});

test("a new sandbox that does not answer is removed again", async () => {
	const sandbox = provider({ getUrl: async () => "http://127.0.0.1:9" });
	await expect(reach({ sandbox })).rejects.toMatchObject({ code: "sandbox_unreachable" });
	expect(sandbox.calls).toContain("destroy made-1");
});

test("an old sandbox that does not answer is kept, and its server is started again", async () => {
	const sandbox = provider({ getUrl: async () => "http://127.0.0.1:9", ensureServer: async () => undefined });
	const reaching = reach({ sandbox, sandboxId: "scripted/old", limits: { ...SESSION_LIMITS, healthTimeoutMs: 1_500 } });
	await expect(reaching).rejects.toMatchObject({ code: "sandbox_unreachable" });
	expect(sandbox.calls.filter((call) => call === "ensureServer old").length).toBeGreaterThan(1);
	expect(sandbox.calls).not.toContain("destroy old");
});

test("a sandbox that is made too late is removed when it comes", async () => {
	const creating = Promise.withResolvers<string>();
	const sandbox = provider({ create: () => creating.promise });
	await expect(reach({ sandbox, limits: { ...SESSION_LIMITS, provisionTimeoutMs: 50 } })).rejects.toMatchObject({
		code: "timeout",
	});
	creating.resolve("late");
	await expect.poll(() => sandbox.calls).toContain("destroy late");
});

test("a provider's own words reach the log only: they may quote a key", async () => {
	const cause = new Error("401 for key sk-secret");
	const error = await reach({ sandbox: provider({ create: () => Promise.reject(cause) }) }).catch(
		(reason: unknown) => reason,
	);
	expect(error).toMatchObject({ code: "sandbox_failed", cause });
	expect(JSON.stringify(error)).not.toContain("sk-secret");
});

test("a function says which sandbox a workspace has", async () => {
	const asked: string[] = [];
	const sandbox = async ({ workspaceId }: { workspaceId: string }) => {
		asked.push(workspaceId);
		return { ...server.address, sandboxId: "mine" };
	};
	expect(await reach({ sandbox })).toMatchObject({ sandboxId: "mine", baseUrl: server.address.baseUrl });
	expect(asked).toEqual(["ada"]);
});
