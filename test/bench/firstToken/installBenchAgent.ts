import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

const AGENT = join(import.meta.dirname, "agent.ts");

/** Installs the agent of the benches as `mock` for a sandbox-agent server that uses `agentsDirectory`. */
export async function installBenchAgent(agentsDirectory: string): Promise<void> {
	const folder = join(agentsDirectory, "sandbox-agent/bin/agent_processes");
	await mkdir(folder, { recursive: true });
	const path = join(folder, "mock-acp");
	await writeFile(path, `#!/bin/sh\nexec "${process.execPath}" "${AGENT}"\n`);
	await chmod(path, 0o755);
}
