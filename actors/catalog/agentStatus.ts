import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import type { AgentFacts } from "./agents.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** Whether a sandbox-agent server on this machine finds the agent: where it installs agents, or on the `PATH`. */
export function isAgentInstalled({ id, command }: AgentFacts, { XDG_DATA_HOME, PATH = "" }: Environment): boolean {
	const dataHome = XDG_DATA_HOME || join(homedir(), ".local/share");
	const slot = join(dataHome, "sandbox-agent/bin/agent_processes", `${id}-acp`);
	const onPath = PATH.split(delimiter).map((folder) => join(folder, command));
	return [slot, ...onPath].some((path) => existsSync(path));
}

/** Whether there is a key for the agent, or somebody has logged it in on this machine. */
export function hasAgentKey({ keys, logins }: AgentFacts, environment: Environment): boolean {
	return keys.some((key) => environment[key]) || logins.some((path) => existsSync(join(homedir(), path)));
}
