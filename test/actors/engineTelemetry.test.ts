import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, expect, test, vi } from "vitest";
import { createWorkspace } from "../../actors/createWorkspace.ts";
import { startWorkspaceServer } from "../harness/workspaceServer.ts";

afterEach(() => vi.unstubAllEnvs());

test("an engine that Rivet starts for a workspace reports nothing", async () => {
	const server = await startWorkspaceServer();
	try {
		const runtime = await readFile(join(server.engine.folder, "rivet/.rivetkit/var/engine/runtime.json"), "utf8");
		const { pid } = JSON.parse(runtime) as { readonly pid: number };
		const { stdout } = await promisify(execFile)("ps", ["eww", "-p", String(pid)]);
		expect(stdout).toContain(" RIVET__TELEMETRY__ENABLED=false");
	} finally {
		await server.stop();
	}
});

test("a host that wants the engine's telemetry keeps it", () => {
	vi.stubEnv("RIVET__TELEMETRY__ENABLED", "true");
	createWorkspace({ sandbox: { baseUrl: "http://127.0.0.1:1" } });
	expect(process.env.RIVET__TELEMETRY__ENABLED).toBe("true");
});
