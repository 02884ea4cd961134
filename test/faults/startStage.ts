import { join } from "node:path";
import type { ProcessMeasure } from "../harness/measureProcess.ts";
import { startSandboxServer } from "../harness/sandboxServer.ts";
import { startWorkspaceProcess } from "../harness/startWorkspaceProcess.ts";
import { waitFor } from "../harness/waitFor.ts";
import { FaultyProxy, type WireFault } from "./FaultyProxy.ts";
import { findMarked } from "./findMarked.ts";
import { startStageEngine } from "./startStageEngine.ts";

/** All real parts between people and an agent, and the functions that break them. */
export interface Stage {
	/** The address of the engine, through a proxy that can inject faults. */
	readonly endpoint: string;
	/** Kills the process that holds the workspaces with SIGKILL, and starts another. */
	killActor(): Promise<void>;
	/** Kills the engine with SIGKILL, with all connections, and starts another on its storage. */
	killEngine(): Promise<void>;
	/** Kills the sandbox-agent server and its agents with SIGKILL, and starts another at the same address. */
	killSandbox(): Promise<void>;
	/** Kills only the agent with SIGKILL. Its server keeps running. */
	killAgent(): Promise<void>;
	/** How many agents run in the sandbox. */
	agents(): Promise<number>;
	/** Injects a network fault into the connections of all people. */
	strikeWire(fault: WireFault): void;
	/** The memory and handles of the process that holds the workspaces. */
	measureActor(): Promise<ProcessMeasure>;
	/** How many actor processes have crashed. */
	crashes(): number;
	stop(): Promise<void>;
}

export interface StageOptions {
	/** Additional environment variables of the process that holds the workspaces. */
	readonly actorEnvironment?: Readonly<Record<string, string>> | undefined;
}

/** @param runId - The result of `markRun`, by which agents and the engine are found. */
export async function startStage(runId: string, { actorEnvironment }: StageOptions = {}): Promise<Stage> {
	const engine = await startStageEngine(runId);
	const proxy = await FaultyProxy.start(engine.endpoint);
	const agents = join(engine.folder, "agents");
	const environment = { WORKSPACE_CHAT_DEMO_PACE: "0.05" };
	let sandbox = await startSandboxServer(agents, { environment });
	const startActor = () => startWorkspaceProcess(engine, sandbox, { environment: actorEnvironment });
	let server = startActor();
	let crashes = 0;
	await waitFor(() => server.isServing(), "the workspaces to be served", 60_000);

	async function endServer(): Promise<void> {
		if (server.hasCrashed()) crashes += 1;
		await server.kill();
	}

	const findAgents = () => findMarked(runId, "demo/agent/main.ts");

	return {
		endpoint: proxy.endpoint,
		async killActor() {
			await endServer();
			server = startActor();
		},
		killEngine: engine.kill,
		async killSandbox() {
			await sandbox.stop();
			const port = Number(new URL(sandbox.baseUrl).port);
			sandbox = await startSandboxServer(agents, { port, token: sandbox.token, environment });
		},
		async killAgent() {
			for (const pid of await findAgents()) process.kill(pid, "SIGKILL");
		},
		agents: async () => (await findAgents()).length,
		strikeWire: (fault) => proxy.strike(fault),
		measureActor: () => server.measure(),
		crashes: () => crashes + (server.hasCrashed() ? 1 : 0),
		async stop() {
			await proxy.stop();
			await endServer();
			await sandbox.stop();
			await engine.stop();
		},
	};
}
