import { join } from "node:path";
import { startSandboxServer } from "../harness/sandboxServer.ts";
import { startWorkspaceProcess } from "../harness/startWorkspaceProcess.ts";
import { prepareTestEngine } from "../harness/testEngine.ts";
import { findAgents } from "./findAgents.ts";

/** All the real parts between people and an agent, and the ways to kill them. */
export interface Stage {
	/** The address of the engine. */
	readonly endpoint: string;
	/** kill -9 of the process that holds the workspaces, and another in its place. */
	killActor(): Promise<void>;
	/** kill -9 of the sandbox-agent server with its agents, and another under the same address. */
	killSandbox(): Promise<void>;
	/** kill -9 of the agent alone. Its server lives on. */
	killAgent(): Promise<void>;
	/** How many processes of actors have ended by themselves. */
	crashes(): number;
	stop(): Promise<void>;
}

/** @param runId - What `markRun` gave, by which agents are found. */
export async function startStage(runId: string): Promise<Stage> {
	const engine = await prepareTestEngine();
	const agents = join(engine.folder, "agents");
	const environment = { WORKSPACE_CHAT_DEMO_PACE: "0.05" };
	let sandbox = await startSandboxServer(agents, { environment });
	let server = startWorkspaceProcess(engine, sandbox);
	let crashes = 0;

	async function endServer(): Promise<void> {
		if (server.hasCrashed()) crashes += 1;
		await server.kill();
	}

	return {
		endpoint: engine.endpoint,
		async killActor() {
			await endServer();
			server = startWorkspaceProcess(engine, sandbox);
		},
		async killSandbox() {
			await sandbox.stop();
			const port = Number(new URL(sandbox.baseUrl).port);
			sandbox = await startSandboxServer(agents, { port, token: sandbox.token, environment });
		},
		async killAgent() {
			for (const pid of await findAgents(runId)) process.kill(pid, "SIGKILL");
		},
		crashes: () => crashes + (server.hasCrashed() ? 1 : 0),
		async stop() {
			await endServer();
			await sandbox.stop();
			await engine.stop();
		},
	};
}
