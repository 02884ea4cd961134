import { join } from "node:path";
import { setup } from "rivetkit";
import { createWorkspace } from "../../actors/createWorkspace.ts";
import type { WorkspaceOptions } from "../../actors/options/workspaceOptions.ts";
import { local, stopLocalSandboxes } from "../../actors/sandbox/local.ts";
import { installDemoAgent } from "../../demo/agent/installDemoAgent.ts";
import { joinWorkspace, type Visitor } from "./joinWorkspace.ts";
import { prepareTestEngine, type TestEngine } from "./testEngine.ts";
import { waitFor } from "./waitFor.ts";
import { wakeWorkspace } from "./wakeWorkspace.ts";
import { createWorkspaceClient, type WorkspaceClient } from "./workspaceClient.ts";

/** Workspaces on a real engine, with the demo agent in real sandboxes, in this process. */
export interface WorkspaceServer {
	readonly engine: TestEngine;
	/** Where the agent works. */
	readonly cwd: string;
	/** A new client; it is disposed with the server. */
	client(): WorkspaceClient;
	/** Joins over a client of its own. */
	join(workspaceId: string, params: unknown): Promise<Visitor>;
	stop(): Promise<void>;
}

export async function startWorkspaceServer(options: Partial<WorkspaceOptions> = {}): Promise<WorkspaceServer> {
	const engine = await prepareTestEngine();
	Object.assign(process.env, engine.environment);
	const cwd = join(engine.folder, "work");
	const registry = setup({
		use: { workspace: createWorkspace({ ...(await demoOptions(engine, cwd)), ...options }) },
		noWelcome: true,
		logging: { level: "error" },
	});
	registry.start();
	await waitFor(async () => (await registry.routes.health()).ok, "the registry to be ready");
	const clients: WorkspaceClient[] = [];

	function client(): WorkspaceClient {
		const created = createWorkspaceClient(engine.endpoint);
		clients.push(created);
		return created;
	}

	return {
		engine,
		cwd,
		client,
		async join(workspaceId, params) {
			await wakeWorkspace(client(), workspaceId, params);
			return joinWorkspace(client(), workspaceId, params);
		},
		async stop() {
			await Promise.all(clients.map((created) => created.dispose()));
			await registry.shutdown();
			await stopLocalSandboxes();
			await engine.stop();
		},
	};
}

async function demoOptions({ folder }: TestEngine, cwd: string): Promise<WorkspaceOptions> {
	const agentsDirectory = join(folder, "agents");
	await installDemoAgent(agentsDirectory);
	const sandbox = local({ cwd, agentsDirectory, env: { WORKSPACE_CHAT_DEMO_PACE: "0.1" } });
	return { agent: "mock", sandbox, onLog: () => undefined };
}
