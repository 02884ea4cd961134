import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** What each of the agents here is made of. */
const SCRIPTS = {
	scripted: new URL("./scriptedAgent.ts", import.meta.url).pathname,
	remembering: new URL("./rememberingAgent.ts", import.meta.url).pathname,
};

export type AgentScript = keyof typeof SCRIPTS;

/** Puts an agent of the tests where a sandbox-agent server that looks in `agentsDirectory` finds the agent `mock`. */
export async function installScriptedAgent(
	agentsDirectory: string,
	flag = "",
	script: AgentScript = "scripted",
): Promise<void> {
	const folder = join(agentsDirectory, "sandbox-agent/bin/agent_processes");
	await mkdir(folder, { recursive: true });
	const path = join(folder, "mock-acp");
	await writeFile(
		path,
		`#!/bin/sh\nexport SCRIPTED_AGENT_END="${endOf(agentsDirectory)}"\nexec "${process.execPath}" "${SCRIPTS[script]}" ${flag}\n`,
	);
	await chmod(path, 0o755);
}

/** The file in which the agent that exited last has left the time, in milliseconds. */
export function endOf(agentsDirectory: string): string {
	return join(agentsDirectory, "agent-end");
}
