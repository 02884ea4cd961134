import { join } from "node:path";
import { setup } from "rivetkit";
import {
	createWorkspace,
	type LogEntry,
	local,
	stopLocalSandboxes,
	type WorkspaceOptions,
} from "../../actors/index.ts";
import { demoAgent } from "../agent/index.ts";
import type { AgentId } from "./agents.ts";
import { settleActors } from "./engine/settleActors.ts";
import type { Lifetime } from "./Lifetime.ts";
import { RUN_MARKER } from "./process/runMarker.ts";
import { workspaceFolder } from "./workspaceFolder.ts";

interface ActorsOptions {
	readonly endpoint: string;
	readonly dataFolder: string;
	/** Null for the demo agent. */
	readonly agent: AgentId | null;
	/** Options of a host, which replace those of the demo. */
	readonly hostOptions: Partial<WorkspaceOptions>;
}

/** Runs the workspace actors in this process, each with its own sandbox-agent server once it needs one. */
export async function startActors(
	{ endpoint, dataFolder, agent, hostOptions }: ActorsOptions,
	lifetime: Lifetime,
): Promise<void> {
	const agents = agent === null ? { agents: { demo: demoAgent() }, agentsDirectory: join(dataFolder, "agents") } : {};
	const env = inheritedEnvironment();
	const workspace = createWorkspace({
		agent: agent ?? "demo",
		sandbox: ({ workspaceId }) => local({ cwd: workspaceFolder(dataFolder, workspaceId), ...agents, env }),
		allowUnauthenticated: true,
		onLog: logErrors,
		...hostOptions,
	});
	const registry = setup({
		use: { workspace },
		endpoint,
		noWelcome: true,
		shutdown: { disableSignalHandlers: true },
	});
	await lifetime.add(stopLocalSandboxes);
	await lifetime.add(() => settleActors(endpoint, "workspace"));
	await lifetime.add(() => registry.shutdown());
	await registry.startAndWait();
}

/** What agents get from this process beside what `local()` gives them: their run's marker, and the demo agent's pace. */
function inheritedEnvironment(): Record<string, string> {
	const names = [RUN_MARKER, "WORKSPACE_CHAT_DEMO_PACE"];
	return Object.fromEntries(
		names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
	);
}

/** Only errors are printed. That the demo is open to everyone on this machine is known. */
function logErrors({ level, event, workspaceId, fields }: LogEntry): void {
	if (level === "error") console.error(`${workspaceId}: ${event}`, fields);
}
