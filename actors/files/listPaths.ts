import { runCommand } from "../sandbox/runInSandbox.ts";
import { SandboxApiError } from "../sandbox/SandboxRefusal.ts";
import type { FolderLocation } from "./folder.ts";

/** What Git knows and what it would take in; a hook of the repository's own is not run for it. */
const GIT_ARGUMENTS = ["-c", "core.fsmonitor=false", "ls-files", "-z", "--cached", "--others", "--exclude-standard"];
const FIND_ARGUMENTS = [
	".",
	"(",
	"-name",
	".git",
	"-o",
	"-name",
	"node_modules",
	")",
	"-prune",
	"-o",
	"-type",
	"f",
	"-print0",
];
const EXCLUDED = /(^|\/)(\.git|node_modules)(\/|$)/;
const LISTING_TIMEOUT_MS = 4_000;

/**
 * The paths of the files in a folder, from that folder on: those that Git does not ignore, or all where there is no
 * Git. Of very many some are missing.
 */
export async function listPaths(folder: FolderLocation, signal: AbortSignal): Promise<readonly string[]> {
	const found =
		(await runListing(folder, "git", GIT_ARGUMENTS, signal)) ??
		(await runListing(folder, "find", FIND_ARGUMENTS, signal)) ??
		[];
	return [...new Set(found.map((path) => path.replace(/^\.\//, "")))].filter((path) => !EXCLUDED.test(path));
}

/** Null when the command is not there or cannot do it here. */
async function runListing(
	{ sandbox, root }: FolderLocation,
	command: string,
	args: readonly string[],
	signal: AbortSignal,
): Promise<readonly string[] | null> {
	try {
		const ran = await runCommand(sandbox, { command, args, cwd: root, timeoutMs: LISTING_TIMEOUT_MS, signal });
		// What comes after the last zero byte is empty, or a path that was cut. `find` fails when it may not look everywhere.
		return ran.stdout === "" && ran.exitCode !== 0 ? null : ran.stdout.split("\0").slice(0, -1);
	} catch (error) {
		if (error instanceof SandboxApiError) return null;
		throw error;
	}
}
