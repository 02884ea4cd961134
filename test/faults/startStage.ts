import { join } from "node:path";
import type { ProcessMeasure } from "../harness/measureProcess.ts";
import { startSandboxServer } from "../harness/sandboxServer.ts";
import { startWorkspaceProcess } from "../harness/startWorkspaceProcess.ts";
import { waitFor } from "../harness/waitFor.ts";
import { FaultyProxy, type WireFault } from "./FaultyProxy.ts";
import { findMarked } from "./findMarked.ts";
import { startStageEngine } from "./startStageEngine.ts";

/** All the real parts between people and an agent, and the ways to break them. */
export interface Stage {
	/** The address of the engine, through a proxy that can be told to break. */
	readonly endpoint: string;
	/** kill -9 of the process that holds the workspaces, and another in its place. */
	killActor(): Promise<void>;
	/** kill -9 of the engine with all that people and actors are connected by, and another on its storage. */
	killEngine(): Promise<void>;
	/** kill -9 of the sandbox-agent server with its agents, and another under the same address. */
	killSandbox(): Promise<void>;
	/** kill -9 of the agent alone. Its server lives on. */
	killAgent(): Promise<void>;
	/** How many agents run in the sandbox. */
	agents(): Promise<number>;
	/** Does to the connections of all people what networks do. */
	strikeWire(fault: WireFault): void;
	/** What the process that holds the workspaces holds in memory and in handles. */
	measureActor(): Promise<ProcessMeasure>;
	/** How many processes of actors have ended by themselves. */
	crashes(): number;
	stop(): Promise<void>;
}

/** @param runId - What `markRun` gave, by which agents and the engine are found. */
export async function startStage(runId: string): Promise<Stage> {
	const engine = await startStageEngine(runId);
	const proxy = await FaultyProxy.start(engine.endpoint);
	const agents = join(engine.folder, "agents");
	const environment = { WORKSPACE_CHAT_DEMO_PACE: "0.05" };
	let sandbox = await startSandboxServer(agents, { environment });
	let server = startWorkspaceProcess(engine, sandbox);
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
			server = startWorkspaceProcess(engine, sandbox);
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
