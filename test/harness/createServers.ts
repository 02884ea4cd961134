import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { type SandboxServer, startSandboxServer } from "./sandboxServer.ts";
import { startWorkspaceProcess, type WorkspaceProcess } from "./startWorkspaceProcess.ts";
import { prepareTestEngine, type TestEngine } from "./testEngine.ts";
import { waitFor } from "./waitFor.ts";

/** Servers with workspaces, as processes of their own, on one engine and with one sandbox server. */
export interface Servers {
	/** There once the tests run. */
	readonly engine: TestEngine;
	/** Starts one more, and waits until it serves. */
	start(environment: Readonly<Record<string, string>>): Promise<WorkspaceProcess>;
}

/** Call it at the top of a test file, before hooks that need it: what was started ends after the file's tests. */
export function createServers(): Servers {
	const servers: WorkspaceProcess[] = [];
	let engine: TestEngine;
	let sandbox: SandboxServer;
	beforeAll(async () => {
		engine = await prepareTestEngine();
		sandbox = await startSandboxServer(join(engine.folder, "agents"));
	});
	afterAll(async () => {
		for (const server of servers) await server.kill();
		await sandbox.stop();
		await engine.stop();
	});
	return {
		get engine() {
			return engine;
		},
		async start(environment) {
			const server = startWorkspaceProcess(engine, sandbox, { environment });
			servers.push(server);
			await waitFor(server.isServing, "the server");
			return server;
		},
	};
}
