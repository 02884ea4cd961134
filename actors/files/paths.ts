import type { WorkspaceErrorInfo } from "../../src/protocol/index.ts";
import { fileNotFoundRefusal, outsideFolderRefusal } from "../../src/rules/refusals.ts";
import { SessionError } from "../errors/sessionErrors.ts";
import type { Sandbox } from "../sandbox/sandbox.ts";
import { replaceApiError, runCommand } from "../sandbox/sandboxApi.ts";

/** Without them a link could lead anywhere. */
function pathsUnresolved(): WorkspaceErrorInfo {
	return {
		code: "sandbox_failed",
		message: "The sandbox can’t resolve paths, so its files can’t be read safely.",
		hint: "The sandbox needs the programs `sh` and `readlink`.",
	};
}

/** The server's own file requests follow every symbolic link without reporting it, so links are resolved first. */
const RESOLVE_SCRIPT = `for path; do real=$(readlink -f -- "$path") && [ -e "$real" ] && printf %s "$real"; printf '\\0'; done`;
const RESOLVE_TIMEOUT_MS = 5_000;

/**
 * Resolves every symbolic link in absolute paths; null for paths that do not exist.
 *
 * @throws {SessionError} `sandbox_failed` when the sandbox lacks the programs for it; `sandbox_unreachable`.
 */
export async function resolvePaths(
	sandbox: Sandbox,
	paths: readonly string[],
	signal: AbortSignal,
): Promise<readonly (string | null)[]> {
	const args = ["-c", RESOLVE_SCRIPT, "sh", ...paths];
	const running = runCommand(sandbox, { command: "sh", args, timeoutMs: RESOLVE_TIMEOUT_MS, signal });
	const { stdout } = await replaceApiError(running, pathsUnresolved());
	const found = stdout.split("\0").slice(0, -1);
	if (found.length !== paths.length) throw new SessionError(pathsUnresolved());
	return found.map((path) => (path.startsWith("/") ? path : null));
}

export interface LocatedFile {
	/** The absolute path, with every symbolic link resolved. */
	readonly real: string;
	/** The path people see: relative to the workspace's folder, without a slash at either end. */
	readonly path: string;
	/** The workspace's folder, with every symbolic link resolved. */
	readonly root: string;
	/** `real`, relative to `root`. */
	readonly realPath: string;
}

/**
 * Finds a file or folder inside the workspace's folder, and nowhere else.
 *
 * @param path - Relative to that folder, or absolute.
 * @throws {SessionError} `invalid_argument` when the path leads out of the folder, by itself or by a link; `not_found`.
 */
export async function locateFile(sandbox: Sandbox, path: string, signal: AbortSignal): Promise<LocatedFile> {
	const names = splitPath(path);
	if (names.includes("..")) throw new SessionError(outsideFolderRefusal().info);
	const absolute = path.startsWith("/") ? `/${names.join("/")}` : [sandbox.cwd, ...names].join("/");
	const [realRoot, real] = await resolvePaths(sandbox, [sandbox.cwd, absolute], signal);
	if (!realRoot) throw new SessionError(fileNotFoundRefusal().info);
	const relative = relativePath(sandbox.cwd, absolute) ?? relativePath(realRoot, absolute);
	if (relative === null) throw new SessionError(outsideFolderRefusal().info);
	if (!real) throw new SessionError(fileNotFoundRefusal().info);
	const realPath = relativePath(realRoot, real);
	if (realPath === null) throw new SessionError(outsideFolderRefusal().info);
	return { real, path: relative, root: realRoot, realPath };
}

/**
 * Whether a symbolic link makes a path lead to another place than it says, by its own or by a folder's name.
 *
 * @param path - Relative to the workspace's folder, without `..`. It may not exist.
 */
export async function isRedirectedPath(sandbox: Sandbox, path: string, signal: AbortSignal): Promise<boolean> {
	const names = splitPath(path);
	const steps = names.map((_, index) => names.slice(0, index + 1).join("/"));
	const absolute = steps.map((step) => `${sandbox.cwd}/${step}`);
	const [realRoot, ...real] = await resolvePaths(sandbox, [sandbox.cwd, ...absolute], signal);
	if (!realRoot) return false;
	return real.some((found, index) => found !== null && relativePath(realRoot, found) !== steps[index]);
}

/** Whether a path is relative to the workspace's folder and names nothing outside it. A link on it may still lead out. */
export function isRelativePath(path: string): boolean {
	return !path.startsWith("/") && !path.split("/").includes("..");
}

/** A path relative to a folder; null when it is not inside it. */
export function relativePath(folder: string, path: string): string | null {
	const base = splitPath(folder);
	const names = splitPath(path);
	return base.every((name, index) => name === names[index]) ? names.slice(base.length).join("/") : null;
}

function splitPath(path: string): readonly string[] {
	return path.split("/").filter((name) => name !== "" && name !== ".");
}

/** A timestamp of the sandbox, in milliseconds since 1970; null when it cannot be read. */
export function parseTimestamp(text: string | null | undefined): number | null {
	const time = Date.parse(text ?? "");
	return Number.isNaN(time) ? null : time;
}

/** The URI of a file in the sandbox. Node's `pathToFileURL` would apply this machine's path rules to it. */
export function toFileUri(path: string): string {
	const parts = path.replaceAll("\\", "/").split("/").map(encodeURIComponent);
	return `file://${path.startsWith("/") ? "" : "/"}${parts.join("/")}`;
}
