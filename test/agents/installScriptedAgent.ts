import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** The source file of each agent in this folder. */
const SCRIPTS = {
	scripted: new URL("./scriptedAgent.ts", import.meta.url).pathname,
	equipped: new URL("./equippedAgent.ts", import.meta.url).pathname,
	background: new URL("./backgroundAgent.ts", import.meta.url).pathname,
	paced: new URL("./pacedAgent.ts", import.meta.url).pathname,
	remembering: new URL("./rememberingAgent.ts", import.meta.url).pathname,
};

export type AgentScript = keyof typeof SCRIPTS;

/** Installs a test agent, as `mock` by default, for a sandbox-agent server that uses `agentsDirectory`. */
export async function installScriptedAgent(
	agentsDirectory: string,
	flag = "",
	script: AgentScript = "scripted",
	agent = "mock",
): Promise<void> {
	const folder = join(agentsDirectory, "sandbox-agent/bin/agent_processes");
	await mkdir(folder, { recursive: true });
	const path = join(folder, `${agent}-acp`);
	await writeFile(
		path,
		`#!/bin/sh\nexport SCRIPTED_AGENT_END="${endOf(agentsDirectory)}" AGENT_NAME=${agent}\nexec "${process.execPath}" "${SCRIPTS[script]}" ${flag}\n`,
	);
	await chmod(path, 0o755);
}

/** The file in which the last agent wrote the time of its exit, in milliseconds. */
export function endOf(agentsDirectory: string): string {
	return join(agentsDirectory, "agent-end");
}
