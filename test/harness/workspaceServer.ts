import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { type RegistryActors, setup } from "rivetkit";
import { createWorkspace } from "../../actors/createWorkspace.ts";
import type { WorkspaceOptions } from "../../actors/options/workspaceOptions.ts";
import type { WorkspaceDefinition } from "../../actors/runtime/workspaceDefinition.ts";
import type { SandboxProvider } from "../../actors/sandbox/index.ts";
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
	/** The folder the agent works in. */
	readonly cwd: string;
	/** A new client; it is disposed with the server. */
	client(): WorkspaceClient;
	/** Joins over a new client. */
	join(workspaceId: string, params: unknown): Promise<Visitor>;
	stop(): Promise<void>;
}

/** A shutdown takes under 2 s. */
const SHUTDOWN_LIMIT_MS = 60_000;

type ServerOptions = Partial<WorkspaceOptions>;

/** @param options - A function if they depend on the engine or the folder. */
export async function startWorkspaceServer(
	options: ServerOptions | ((engine: TestEngine, cwd: string) => ServerOptions) = {},
): Promise<WorkspaceServer> {
	const { engine, cwd, stop } = await startRegistry((actors) => actors, options);
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
			await stop();
		},
	};
}

/** What serves actors on an engine of their own. */
interface TestRegistry {
	readonly engine: TestEngine;
	/** The folder the agent works in. */
	readonly cwd: string;
	stop(): Promise<void>;
}

/**
 * Serves workspaces, and what stands beside them.
 *
 * @param choose - Returns all actors of the registry.
 */
export async function startRegistry<Actors extends RegistryActors>(
	choose: (actors: { readonly workspace: WorkspaceDefinition }) => Actors,
	options: ServerOptions | ((engine: TestEngine, cwd: string) => ServerOptions) = {},
): Promise<TestRegistry> {
	const engine = await prepareTestEngine();
	Object.assign(process.env, engine.environment);
	const cwd = join(engine.folder, "work");
	const chosen = typeof options === "function" ? options(engine, cwd) : options;
	const workspace = createWorkspace({ ...(await demoOptions(engine, cwd)), ...chosen });
	const registry = setup({ use: choose({ workspace }), noWelcome: true, logging: { level: "error" } });
	registry.start();
	await waitFor(async () => (await registry.routes.health()).ok, "the registry to be ready");
	return {
		engine,
		cwd,
		async stop() {
			// It waits for the engine, which once never answered. The engine is ended next, so that must not hold a run up.
			await Promise.race([registry.shutdown(), delay(SHUTDOWN_LIMIT_MS, undefined, { ref: false })]);
			await stopLocalSandboxes();
			await engine.stop();
		},
	};
}

async function demoOptions(engine: TestEngine, cwd: string): Promise<WorkspaceOptions> {
	await installDemoAgent(agentsOf(engine));
	return { agent: "mock", sandbox: demoSandbox(engine, cwd), onLog: () => undefined };
}

/** Where the demo agent is installed. */
export function demoSandbox(engine: TestEngine, cwd: string): SandboxProvider {
	return local({ cwd, agentsDirectory: agentsOf(engine), env: { WORKSPACE_CHAT_DEMO_PACE: "0.1" } });
}

function agentsOf({ folder }: TestEngine): string {
	return join(folder, "agents");
}
