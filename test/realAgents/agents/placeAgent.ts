import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { quoteForShell } from "../../../demo/agent/quoteForShell.ts";
import { AGENTS } from "../../../demo/server/agents.ts";
import { type AgentSetup, LOGGED_OUT_VARIABLE, type RealAgent } from "./RealAgent.ts";

const RECORDER = fileURLToPath(new URL("./recordAgent.ts", import.meta.url));

export interface Placement {
	/** The script that speaks ACP. */
	readonly main: string;
	readonly modelPort: number;
	/** An absolute path; created if it is missing. It becomes `XDG_DATA_HOME`. */
	readonly agentsDirectory: string;
	/** Where each process of the agent writes what it says and receives. */
	readonly recordings: string;
}

/** Places an agent where a sandbox-agent server looks for it, with the scripted model and a recorder of what it says. */
export async function placeAgent(agent: RealAgent, placement: Placement): Promise<void> {
	const { main, modelPort, agentsDirectory, recordings } = placement;
	const bin = join(agentsDirectory, "sandbox-agent/bin");
	await Promise.all([recordings, join(bin, "agent_processes")].map((path) => mkdir(path, { recursive: true })));
	const [usual, loggedOut] = await Promise.all([
		prepareHome(agent.setup, modelPort, join(agentsDirectory, "home")),
		prepareHome(agent.loggedOut, modelPort, loggedOutHome(agentsDirectory)),
	]);
	const node = [process.execPath, "--disable-warning=ExperimentalWarning"];
	const command = [...node, RECORDER, recordings, process.execPath, main].map(quoteForShell).join(" ");
	// Not the keys of whoever runs this.
	const keys = AGENTS.find(({ id }) => id === agent.id)?.keys ?? [];
	const choice = [`if [ -n "$${LOGGED_OUT_VARIABLE}" ]; then`, ...loggedOut, "else", ...usual, "fi"];
	const script = ["#!/bin/sh", `unset ${keys.join(" ")}`, ...choice, `exec ${command} "$@"`, ""].join("\n");
	await writeExecutable(join(bin, "agent_processes", `${agent.id}-acp`), script);
	// The server wants the agent's own command, too, which the adapter brings along.
	await writeExecutable(join(bin, agent.id), "#!/bin/sh\n");
}

/** The home folder of an agent that has no login yet. */
export function loggedOutHome(agentsDirectory: string): string {
	return join(agentsDirectory, "home-logged-out");
}

/** @returns The lines of a script that sets the environment. */
async function prepareHome(setup: AgentSetup, modelPort: number, home: string): Promise<readonly string[]> {
	await mkdir(home, { recursive: true });
	for (const [path, text] of Object.entries(setup.files(modelPort))) await writeText(join(home, path), text);
	const variables = Object.entries(setup.environment(modelPort, home));
	return variables.map(([name, value]) => `export ${name}=${quoteForShell(value)}`);
}

async function writeText(path: string, text: string): Promise<void> {
	await mkdir(dirname(path), { recursive: true });
	await writeFile(path, text);
}

async function writeExecutable(path: string, text: string): Promise<void> {
	await writeFile(path, text, { mode: 0o755 });
}
