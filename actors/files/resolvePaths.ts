import { runInSandbox } from "../sandbox/runInSandbox.ts";
import { SandboxRefusal } from "../sandbox/SandboxRefusal.ts";
import type { Sandbox } from "../sandbox/sandbox.ts";
import { SessionError } from "../session/SessionError.ts";
import { pathsUnresolved } from "./fileFaults.ts";

/** The server's own file requests follow every link and do not say that they did. */
const SCRIPT = `for path; do real=$(readlink -f -- "$path") && [ -e "$real" ] && printf %s "$real"; printf '\\0'; done`;
const TIMEOUT_MS = 5_000;

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
	const args = ["-c", SCRIPT, "sh", ...paths];
	const { stdout } = await runInSandbox(sandbox, { command: "sh", args, timeoutMs: TIMEOUT_MS, signal }).catch(refuse);
	const found = stdout.split("\0").slice(0, -1);
	if (found.length !== paths.length) throw new SessionError(pathsUnresolved());
	return found.map((path) => (path.startsWith("/") ? path : null));
}

function refuse(error: unknown): never {
	throw error instanceof SandboxRefusal ? new SessionError(pathsUnresolved(), { cause: error }) : error;
}
