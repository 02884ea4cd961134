import { chmod, mkdir, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { quoteForShell } from "../agent/quoteForShell.ts";

/**
 * Writes a script that starts the sandbox-agent server without telemetry, which can only be disabled by a flag.
 * Everything stays on this machine.
 *
 * @returns The path of the script, for `SANDBOX_AGENT_BIN`.
 */
export async function writeServerScript(folder: string): Promise<string> {
	const path = join(folder, "sandbox-agent-server");
	await mkdir(folder, { recursive: true });
	await writeFile(path, `#!/bin/sh\nexec ${quoteForShell(serverBinary())} "$@" --no-telemetry\n`);
	await chmod(path, 0o755);
	return path;
}

function serverBinary(): string {
	const name = `@sandbox-agent/cli-${process.platform}-${process.arch}/package.json`;
	return join(dirname(createRequire(import.meta.url).resolve(name)), "bin/sandbox-agent");
}
