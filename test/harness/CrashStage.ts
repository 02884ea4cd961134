import { join } from "node:path";
import { type AgentScript, installScriptedAgent } from "../agents/installScriptedAgent.ts";
import { joinWorkspace, type Visitor } from "./joinWorkspace.ts";
import { type SandboxServer, startSandboxServer } from "./sandboxServer.ts";
import { startWorkspaceProcess, type WorkspaceProcess } from "./startWorkspaceProcess.ts";
import { prepareTestEngine, type TestEngine } from "./testEngine.ts";
import { wakeWorkspace } from "./wakeWorkspace.ts";
import { createWorkspaceClient, type WorkspaceClient } from "./workspaceClient.ts";

export const ADA = { userId: "ada", name: "Ada" };

export interface CrashStageOptions {
	/** Which agent runs as `mock`. Default: the demo agent. */
	readonly agent?: "demo" | AgentScript | undefined;
	/** Additional environment variables of the process. */
	readonly environment?: Readonly<Record<string, string>> | undefined;
}

/** A process with workspaces that tests kill and start again. Its engine and its sandbox-agent server outlive it. */
export class CrashStage {
	readonly engine: TestEngine;
	#sandbox: SandboxServer;
	readonly client: WorkspaceClient;
	readonly #environment: CrashStageOptions["environment"];
	#process: WorkspaceProcess;

	private constructor(engine: TestEngine, sandbox: SandboxServer, environment: CrashStageOptions["environment"]) {
		this.engine = engine;
		this.#sandbox = sandbox;
		this.#environment = environment;
		this.#process = this.#spawn();
		this.client = createWorkspaceClient(engine.endpoint);
	}

	static async open({ agent, environment }: CrashStageOptions = {}): Promise<CrashStage> {
		const engine = await prepareTestEngine();
		const agents = agentsOf(engine);
		const sandbox = await startSandboxServer(agents);
		if (agent !== undefined && agent !== "demo") await installScriptedAgent(agents, "", agent);
		return new CrashStage(engine, sandbox, environment);
	}

	get sandbox(): SandboxServer {
		return this.#sandbox;
	}

	/** Kills the sandbox-agent server with its agents, and starts another at the same address. */
	async restartSandbox(): Promise<void> {
		const { baseUrl, token } = this.#sandbox;
		await this.#sandbox.stop();
		this.#sandbox = await startSandboxServer(agentsOf(this.engine), { port: Number(new URL(baseUrl).port), token });
	}

	/** Kills the process with SIGKILL. */
	kill(): Promise<void> {
		return this.#process.kill();
	}

	/** Starts the next process. The one before must have been killed. */
	start(): void {
		this.#process = this.#spawn();
	}

	isServing(): boolean {
		return this.#process.isServing();
	}

	/** Waits until the workspace has started, and opens it as Ada. */
	async join(workspaceId: string): Promise<Visitor> {
		await wakeWorkspace(this.client, workspaceId, ADA);
		return joinWorkspace(this.client, workspaceId, ADA);
	}

	async close(): Promise<void> {
		await this.client.dispose();
		await this.#process.kill();
		await this.sandbox.stop();
		await this.engine.stop();
	}

	#spawn(): WorkspaceProcess {
		return startWorkspaceProcess(this.engine, this.sandbox, { environment: this.#environment });
	}
}

function agentsOf({ folder }: TestEngine): string {
	return join(folder, "agents");
}
