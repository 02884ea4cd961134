import type { WorkspaceErrorInfo } from "../../src/protocol/index.ts";
import { SessionError } from "../errors/sessionErrors.ts";
import type { Sandbox } from "../sandbox/sandbox.ts";
import { runCommand, SandboxApiError } from "../sandbox/sandboxApi.ts";

/** The folder of a workspace: all of the sandbox that can be looked at. */
export interface FolderLocation {
	readonly sandbox: Sandbox;
	/** Where it is, from the root of the sandbox. */
	readonly root: string;
}

function outsideFolder(): WorkspaceErrorInfo {
	return {
		code: "invalid_argument",
		message: "The path leads out of the workspace's folder, and only what is in there can be looked at.",
		hint: "Name a path from the workspace's folder on, without `..`.",
	};
}

export function noSuchFile(): WorkspaceErrorInfo {
	return {
		code: "not_found",
		message: "There is no such file or folder in the sandbox.",
		hint: "It may have been moved or deleted since: load the folder anew.",
	};
}

export function notAFile(): WorkspaceErrorInfo {
	return { code: "invalid_argument", message: "This is a folder, so it has no text.", hint: "List it instead." };
}

export function notAFolder(): WorkspaceErrorInfo {
	return {
		code: "invalid_argument",
		message: "This is no folder, so there is nothing in it.",
		hint: "Read it instead.",
	};
}

/** Without them a link could lead anywhere. */
function pathsUnresolved(): WorkspaceErrorInfo {
	return {
		code: "sandbox_failed",
		message: "The sandbox cannot say where its paths lead, so its files cannot be looked at safely.",
		hint: "The sandbox needs the programs `sh` and `readlink`.",
	};
}

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

export interface LocatedFile {
	/** Where it is, with every link followed. */
	readonly real: string;
	/** As people know it: from the workspace's folder, without a slash at either end. */
	readonly path: string;
}

/**
 * Finds what a path means, inside of the folder and nowhere else.
 *
 * @param path - From the folder on, or absolute.
 * @throws {SessionError} `invalid_argument` when it leads out of the folder, itself or by a link; `not_found`.
 */
export async function locateFile(
	{ sandbox, root }: FolderLocation,
	path: string,
	signal: AbortSignal,
): Promise<LocatedFile> {
	const names = splitPath(path);
	if (names.includes("..")) throw new SessionError(outsideFolder());
	const asked = path.startsWith("/") ? `/${names.join("/")}` : [root, ...names].join("/");
	const [realRoot, real] = await resolvePaths(sandbox, [root, asked], signal);
	if (!realRoot) throw new SessionError(noSuchFile());
	const inside = path.startsWith("/") ? (relativePath(root, asked) ?? relativePath(realRoot, asked)) : names.join("/");
	if (inside === null) throw new SessionError(outsideFolder());
	if (!real) throw new SessionError(noSuchFile());
	if (relativePath(realRoot, real) === null) throw new SessionError(outsideFolder());
	return { real, path: inside };
}

/** The way from a folder to a path in it; null when it is not in it. */
export function relativePath(folder: string, path: string): string | null {
	const base = splitPath(folder);
	const names = splitPath(path);
	return base.every((name, index) => name === names[index]) ? names.slice(base.length).join("/") : null;
}

function splitPath(path: string): readonly string[] {
	return path.split("/").filter((name) => name !== "" && name !== ".");
}

/** A time as the sandbox writes it, in milliseconds since 1970; null when it cannot be read. */
export function parseTimestamp(text: string | null | undefined): number | null {
	const time = Date.parse(text ?? "");
	return Number.isNaN(time) ? null : time;
}

/** The address of a file in the sandbox, which is no matter of this machine's path rules. */
export function toFileUri(path: string): string {
	const parts = path.replaceAll("\\", "/").split("/").map(encodeURIComponent);
	return `file://${path.startsWith("/") ? "" : "/"}${parts.join("/")}`;
}
