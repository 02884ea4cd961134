import { runCommand } from "../sandbox/runInSandbox.ts";
import { SandboxApiError } from "../sandbox/SandboxRefusal.ts";
import type { Sandbox } from "../sandbox/sandbox.ts";
import { SessionError } from "../session/SessionError.ts";
import { pathsUnresolved } from "./fileFaults.ts";

/** The server's own file requests follow every link and do not say that they did. */
const RESOLVE_SCRIPT = `for path; do real=$(readlink -f -- "$path") && [ -e "$real" ] && printf %s "$real"; printf '\\0'; done`;
const RESOLVE_TIMEOUT_MS = 5_000;

/**
 * Says where absolute paths lead when every link is followed; null for those that lead nowhere.
 *
 * @throws {SessionError} `sandbox_failed` when the sandbox has not the programs for it; `sandbox_unreachable`.
 */
export async function resolvePaths(
	sandbox: Sandbox,
	paths: readonly string[],
	signal: AbortSignal,
): Promise<readonly (string | null)[]> {
	const args = ["-c", RESOLVE_SCRIPT, "sh", ...paths];
	const { stdout } = await runCommand(sandbox, { command: "sh", args, timeoutMs: RESOLVE_TIMEOUT_MS, signal }).catch(
		throwUnresolved,
	);
	const found = stdout.split("\0").slice(0, -1);
	if (found.length !== paths.length) throw new SessionError(pathsUnresolved());
	return found.map((path) => (path.startsWith("/") ? path : null));
}

function throwUnresolved(error: unknown): never {
	throw error instanceof SandboxApiError ? new SessionError(pathsUnresolved(), { cause: error }) : error;
}
