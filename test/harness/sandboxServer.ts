import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";
import { installDemoAgent } from "../../demo/agent/installDemoAgent.ts";
import { freePort } from "../../demo/server/engine/freePort.ts";
import { waitFor } from "./waitFor.ts";

/** A sandbox-agent server with the demo agent that outlives its users, like a remote one. */
export interface SandboxServer {
	readonly baseUrl: string;
	readonly token: string;
	/** The number of running agents. */
	agents(): Promise<number>;
	/** Kills all agents with SIGKILL. The server stays. */
	killAgents(): Promise<void>;
	stop(): Promise<void>;
}

export interface SandboxServerOptions {
	/** The port. Default: a free one. */
	readonly port?: number | undefined;
	readonly token?: string | undefined;
	/** Additional environment variables for the server and its agents. */
	readonly environment?: Readonly<Record<string, string>> | undefined;
}

/** @param agentsDirectory - An absolute path; created if it is missing. */
export async function startSandboxServer(
	agentsDirectory: string,
	options: SandboxServerOptions = {},
): Promise<SandboxServer> {
	await installDemoAgent(agentsDirectory);
	const { port = await freePort(), token = crypto.randomUUID(), environment } = options;
	const cli = createRequire(import.meta.url).resolve("@sandbox-agent/cli/bin/sandbox-agent");
	const args = [cli, "server", "--host", "127.0.0.1", "--port", String(port), "--token", token, "--no-telemetry"];
	const env = { ...process.env, XDG_DATA_HOME: agentsDirectory, WORKSPACE_CHAT_DEMO_PACE: "0.1", ...environment };
	// Its agents work in its folder, if the workspace names none.
	const cwd = join(agentsDirectory, "work");
	await mkdir(cwd, { recursive: true });
	const server = spawn(process.execPath, args, { cwd, env, stdio: "ignore", detached: true });
	const baseUrl = `http://127.0.0.1:${port}`;
	await waitFor(async () => (await fetch(`${baseUrl}/v1/health`, bearer(token))).ok, "the sandbox server to answer");
	return {
		baseUrl,
		token,
		agents: async () => (await findAgents(server.pid)).length,
		async killAgents() {
			for (const pid of await findAgents(server.pid)) process.kill(pid, "SIGKILL");
		},
		async stop() {
			const ended = once(server, "exit");
			// Kills the whole group: the server is a child of its command, and the agents are children of the server.
			if (server.pid !== undefined) process.kill(-server.pid, "SIGKILL");
			await ended;
		},
	};
}

/** The process ids of the agents. The server starts them in its own process group. */
async function findAgents(group: number | undefined): Promise<readonly number[]> {
	const { stdout } = await promisify(execFile)("ps", ["-eo", "pgid=,pid=,args="]);
	const rows = stdout.split("\n").map((line) => line.trim().split(/\s+/));
	const agents = rows.filter(
		([pgid, , ...args]) => Number(pgid) === group && args.join(" ").includes("demo/agent/main.ts"),
	);
	return agents.map(([, pid]) => Number(pid));
}

function bearer(token: string): RequestInit {
	return { headers: { authorization: `Bearer ${token}` }, signal: AbortSignal.timeout(1_000) };
}
