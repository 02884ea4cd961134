import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WorkspaceAdmin } from "../../actors/admin/WorkspaceAdmin.ts";
import { joinWorkspace } from "../harness/joinWorkspace.ts";
import { loadFactor } from "../harness/loadFactor.ts";
import { ProgramProcess } from "../harness/programProcess.ts";
import { prepareTestEngine, type TestEngine } from "../harness/testEngine.ts";
import { waitFor } from "../harness/waitFor.ts";
import { wakeWorkspace } from "../harness/wakeWorkspace.ts";
import { createWorkspaceClient, type WorkspaceClient } from "../harness/workspaceClient.ts";

// Rivet's real schedule, and servers that end with their engine.

const KEY = "of-the-host's-own-programs-1234567890";
const ADA = { userId: "ada", name: "Ada" };
/** Longer than a visit takes on a busy machine. */
const DESTROY_AFTER_MS = Math.round(6_000 * loadFactor());

let engine: TestEngine;
let client: WorkspaceClient;
let admin: WorkspaceAdmin;
let server: ProgramProcess | null = null;
beforeAll(async () => {
	engine = await prepareTestEngine();
	client = createWorkspaceClient(engine.endpoint);
	admin = new WorkspaceAdmin({ adminKey: KEY, endpoint: engine.endpoint });
});
afterAll(async () => {
	await client.dispose();
	await admin.dispose();
	await server?.[Symbol.asyncDispose]();
	await engine.stop();
});

/** A server, and its engine on the same storage. */
async function startServer(): Promise<ProgramProcess> {
	const { RIVETKIT_STORAGE_PATH = "", RIVET_RUN_ENGINE_PORT = "" } = engine.environment;
	server = new ProgramProcess(join(import.meta.dirname, "../harness/runDemoServer.ts"), {
		cwd: engine.folder,
		env: {
			RIVETKIT_STORAGE_PATH,
			RIVET_RUN_ENGINE_PORT,
			WORKSPACE_CHAT_ADMIN_KEY: KEY,
			TEST_DESTROY_AFTER_MS: String(DESTROY_AFTER_MS),
		},
	});
	await server.until("Ctrl-C ends this server.");
	return server;
}

async function open(workspaceId: string) {
	await wakeWorkspace(client, workspaceId, ADA);
	return joinWorkspace(client, workspaceId, ADA);
}

const saidOf = (event: string, workspaceId: string) => new RegExp(`event=${event} workspace=${workspaceId}\\b`);

/** Asks the engine, which wakes nothing. */
async function exists(workspaceId: string): Promise<boolean> {
	return client.workspace
		.get([workspaceId])
		.resolve()
		.then(() => true)
		.catch((error: unknown) => {
			if (Object(error).code === "not_found") return false;
			throw error;
		});
}

/** When the backup says that the workspace was last used, in milliseconds since 1970. */
async function lastUsedAt(workspaceId: string): Promise<number> {
	for await (const text of admin.exportWorkspace(workspaceId)) {
		const found = /"key":"lastUsedAt","value":"(\d+)"/.exec(text);
		if (found) return Number(found[1]);
	}
	throw new Error("The time of the last use is not stored.");
}

test("a workspace that nobody uses is destroyed while it sleeps, a visit postpones that, and a backup does not", async () => {
	const started = await startServer();
	for (const id of ["left", "visited", "open"]) await (await open(id)).leave();
	await started.until(saidOf("workspace_slept", "left"));
	const before = await lastUsedAt("left");
	expect(await lastUsedAt("left")).toBe(before);

	const present = await open("open");
	await (await open("visited")).leave();
	const visitedAt = Date.now();
	await started.until(saidOf("workspace_expires", "left"));
	await started.until(saidOf("workspace_destroyed", "left"));
	await waitFor(async () => !(await exists("left")), "the engine to forget it");
	expect(Date.now()).toBeGreaterThanOrEqual(before + DESTROY_AFTER_MS);

	await started.until(saidOf("workspace_destroyed", "visited"));
	expect(Date.now()).toBeGreaterThanOrEqual(visitedAt + DESTROY_AFTER_MS);
	expect(await exists("open")).toBe(true);
	await present.leave();
});

test("time that passes while no server and no engine runs counts", async () => {
	const first = server ?? (await startServer());
	await (await open("restarted")).leave();
	const leftAt = Date.now();
	await first.until(saidOf("workspace_slept", "restarted"));
	first.signal("SIGTERM");
	await first.exit();
	await waitFor(() => Date.now() > leftAt + DESTROY_AFTER_MS, "its time to be over", 2 * DESTROY_AFTER_MS);

	const second = await startServer();
	await second.until(saidOf("workspace_destroyed", "restarted"));
	await waitFor(async () => !(await exists("restarted")), "the engine to forget it");
});
