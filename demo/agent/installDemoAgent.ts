import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { quoteForShell } from "./quoteForShell.ts";

const MAIN = fileURLToPath(new URL("./main.ts", import.meta.url));

/**
 * Installs the demo agent as sandbox-agent's agent `mock`. A server started with `XDG_DATA_HOME` set to
 * the same directory runs it, on the Node that runs this (22.18 or newer, because the agent is TypeScript).
 *
 * @param dataHome - An absolute path; created if it is missing.
 * @returns The path of the file that was written.
 * @example
 * await installDemoAgent(dataHome);
 * const provider = local({ env: { XDG_DATA_HOME: dataHome } });
 */
export async function installDemoAgent(dataHome: string): Promise<string> {
	const slot = join(dataHome, "sandbox-agent/bin/agent_processes/mock-acp");
	const command = [process.execPath, "--disable-warning=ExperimentalWarning", MAIN].map(quoteForShell).join(" ");
	await mkdir(dirname(slot), { recursive: true });
	await writeFile(slot, `#!/bin/sh\nexec ${command}\n`, { mode: 0o755 });
	return slot;
}
