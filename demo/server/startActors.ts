import { join } from "node:path";
import { setup } from "rivetkit";
import * as v from "valibot";
import {
	createWorkspace,
	type LogEntry,
	local,
	stopLocalSandboxes,
	type WorkspaceOptions,
} from "../../actors/index.ts";
import { ROLES } from "../../src/protocol/index.ts";
import { demoAgent } from "../agent/index.ts";
import type { AgentId } from "./agents.ts";
import { settleActors } from "./engine/settleActors.ts";
import type { Lifetime } from "./Lifetime.ts";
import { RUN_MARKER } from "./process/runMarker.ts";
import { seedProject } from "./seedProject.ts";
import { workspaceFolder } from "./workspaceFolder.ts";

/** The workspace that `npm start` opens. It has a project to work on. */
const SEEDED = "demo";

const personSchema = v.fallback(
	v.object({
		userId: v.pipe(v.string(), v.minLength(1)),
		name: v.optional(v.string(), ""),
		/** Null: let in by an invite only. */
		role: v.optional(v.nullable(v.picklist(ROLES)), "owner"),
	}),
	{ userId: "anybody", name: "Anybody", role: "owner" },
);

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
		sandbox({ workspaceId }) {
			const cwd = workspaceFolder(dataFolder, workspaceId);
			if (workspaceId === SEEDED) seedProject(cwd);
			return local({ cwd, ...agents, env });
		},
		// Whoever reaches this machine's demo may say who they are, and what they may do.
		authenticate({ params }) {
			const { userId, name, role } = v.parse(personSchema, params);
			return { userId, name: name || userId, role };
		},
		// Owners can change the roles of the others, and invite people by a link.
		roles: "workspace",
		origins: ["http://127.0.0.1:*", "http://localhost:*"],
		limits: {
			promptsPerMinute: 0,
			actionsPerMinute: 0,
			connectionsPerPerson: 0,
			attachmentBytesPerMinute: 0,
			presencePerMinute: 0,
		},
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
