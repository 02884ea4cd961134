import * as v from "valibot";
import {
	type FileContent,
	type FindFilesRequest,
	type FolderEntry,
	type FolderListing,
	LIMITS,
	type ReadFileRequest,
} from "../../src/protocol/index.ts";
import { entryPath, toListing } from "../../src/rules/folderListing.ts";
import { isAttachmentPath, isDotPath } from "../../src/rules/hiddenFiles.ts";
import { isSubsequence } from "../../src/rules/isSubsequence.ts";
import { notAFolderRefusal, type Refusal } from "../../src/rules/refusals.ts";
import type { Sandbox } from "../sandbox/sandbox.ts";
import {
	callSandboxApi,
	queryWithTimeout,
	readJsonBody,
	replaceApiError,
	runCommand,
	SandboxApiError,
} from "../sandbox/sandboxApi.ts";
import { takeWithinBytes } from "../text/jsonSize.ts";
import { filterIgnored, findIgnored, locateVisible } from "./hiddenFiles.ts";
import { type FileLink, linkMentionedFiles } from "./mentions.ts";
import { isRedirectedPath, locateFile, parseTimestamp } from "./paths.ts";
import { readFile } from "./readFile.ts";

/** Rivet's limit for an answer is 1 MiB. */
const MAX_LISTING_BYTES = 800_000;

const entriesSchema = v.array(
	v.object({
		name: v.string(),
		entryType: v.picklist(["file", "directory"]),
		size: v.number(),
		modified: v.nullish(v.string()),
	}),
);

async function listFolder(
	sandbox: Sandbox,
	requested: string,
	hidden: Refusal | null,
	signal: AbortSignal,
): Promise<FolderListing> {
	const { real, path, root, realPath } = await locateVisible(sandbox, requested, hidden, signal);
	const request = { path: "fs/entries", query: { path: real }, signal };
	const response = await replaceApiError(callSandboxApi(sandbox, request), notAFolderRefusal().info);
	const found = await readJsonBody(response, entriesSchema);
	const all = toListing(realPath, found.map(toEntry), hidden === null);
	const entries = takeWithinBytes(all.slice(0, LIMITS.folderEntries), MAX_LISTING_BYTES);
	const truncated = entries.length < all.length;
	if (!hidden || isAttachmentPath(entryPath(realPath, "a file"))) return { path, entries, truncated };
	const ignored = await findIgnored(
		sandbox,
		{ root, folder: realPath, names: entries.map(({ name }) => name) },
		signal,
	);
	return { path, entries: entries.filter(({ name }) => !ignored.has(name)), truncated };
}

function toEntry({ name, entryType, size, modified }: v.InferOutput<typeof entriesSchema>[number]): FolderEntry {
	return { name, kind: entryType === "directory" ? "folder" : "file", size, modifiedAt: parseTimestamp(modified) };
}

/** Tracked files and untracked ones that are not ignored. The repository may not run an `fsmonitor` hook for it. */
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
const EXCLUDED = /(^|\/)(\.git|node_modules)(\/|$)|^\.workspace-chat\//;
const LISTING_TIMEOUT_MS = 4_000;

/** The files in the workspace's folder, as paths relative to it. */
interface FoundPaths {
	readonly paths: readonly string[];
	/** They may contain files that Git ignores: it was not asked, and folders in this one can be repositories. */
	readonly mayBeIgnored: boolean;
}

/**
 * Those that Git does not ignore, or all of them without Git and where Git ignores the whole folder. The list is
 * incomplete when it is larger than a command's output may be.
 */
async function listPaths(sandbox: Sandbox, signal: AbortSignal): Promise<FoundPaths> {
	const tracked = await runListing(sandbox, "git", GIT_ARGUMENTS, signal);
	const listed = tracked?.length === 0 ? null : tracked;
	const found = listed ?? (await runListing(sandbox, "find", FIND_ARGUMENTS, signal)) ?? [];
	const paths = new Set(found.map((path) => path.replace(/^\.\//, "")));
	return { paths: [...paths].filter((path) => !EXCLUDED.test(path)), mayBeIgnored: listed === null };
}

/** Null when the command does not exist or fails in this folder. */
async function runListing(
	sandbox: Sandbox,
	command: string,
	args: readonly string[],
	signal: AbortSignal,
): Promise<readonly string[] | null> {
	try {
		const ran = await runCommand(sandbox, { command, args, cwd: sandbox.cwd, timeoutMs: LISTING_TIMEOUT_MS, signal });
		// What follows the last zero byte is empty or a truncated path. `find` fails when it may not read every folder.
		return ran.stdout === "" && ran.exitCode !== 0 ? null : ran.stdout.split("\0").slice(0, -1);
	} catch (error) {
		if (error instanceof SandboxApiError) return null;
		throw error;
	}
}

type RankedPath = readonly [path: string, rank: number];

/**
 * The paths that match a query, best matches first: those whose name or whole path starts with it, then those that
 * contain it in their name, contain it anywhere, or contain its letters in order.
 */
function matchPaths(paths: readonly string[], query: string, limit: number): readonly string[] {
	const typed = query.toLowerCase();
	const matches = paths
		.map((path): RankedPath => [path, rankPath(path.toLowerCase(), typed)])
		.filter(([, rank]) => rank < NO_MATCH);
	return matches
		.sort(compareRanked)
		.slice(0, limit)
		.map(([path]) => path);
}

const NO_MATCH = 4;

function rankPath(path: string, typed: string): number {
	const name = path.slice(path.lastIndexOf("/") + 1);
	if (name.startsWith(typed) || path.startsWith(typed)) return 0;
	if (name.includes(typed)) return 1;
	if (path.includes(typed)) return 2;
	return isSubsequence(path, typed) ? 3 : NO_MATCH;
}

function compareRanked([one, oneRank]: RankedPath, [other, otherRank]: RankedPath): number {
	return oneRank - otherRank || one.length - other.length || (one < other ? -1 : 1);
}

/** People who type a path query with every letter. */
const PATHS_CACHE_MS = 5_000;
const DEFAULT_RESULTS = 20;

/**
 * Reads the folder of a workspace, which is all that people see of a sandbox. Everything rejects with a `SessionError`,
 * after the time limit at the latest.
 */
export class WorkspaceFolder {
	readonly #sandbox: Sandbox;
	readonly #readTimeoutMs: number;
	#paths: Promise<FoundPaths> | null = null;
	#pathsExpireAt = 0;

	constructor(sandbox: Sandbox, readTimeoutMs: number) {
		this.#sandbox = sandbox;
		this.#readTimeoutMs = readTimeoutMs;
	}

	/**
	 * @param hidden - Refuses hidden files; null for a person who may see them.
	 * @throws {SessionError} `invalid_argument`, `not_found`, `forbidden`, `sandbox_failed`, `sandbox_unreachable`
	 */
	list(path: string, hidden: Refusal | null): Promise<FolderListing> {
		return queryWithTimeout(this.#readTimeoutMs, (signal) => listFolder(this.#sandbox, path, hidden, signal));
	}

	/**
	 * @param hidden - Refuses hidden files; null for a person who may see them.
	 * @throws {SessionError} `invalid_argument`, `not_found`, `forbidden`, `sandbox_failed`, `sandbox_unreachable`
	 */
	read(request: ReadFileRequest, hidden: Refusal | null): Promise<FileContent> {
		return queryWithTimeout(this.#readTimeoutMs, (signal) => readFile(this.#sandbox, request, hidden, signal));
	}

	/**
	 * @param hidden - Hidden files are left out unless it is null.
	 * @throws {SessionError} `sandbox_failed`, `sandbox_unreachable`
	 */
	async find(
		{ query, limit = DEFAULT_RESULTS }: FindFilesRequest,
		hidden: Refusal | null,
	): Promise<{ readonly paths: readonly string[] }> {
		const { paths: all, mayBeIgnored } = await this.#readPaths();
		const paths = matchPaths(hidden ? all.filter((path) => !isDotPath(path)) : all, query, limit);
		if (!hidden || !mayBeIgnored) return { paths };
		const visible = queryWithTimeout(this.#readTimeoutMs, async (signal) => {
			const { root } = await locateFile(this.#sandbox, "", signal);
			return filterIgnored(this.#sandbox, root, paths, signal);
		});
		return { paths: await visible };
	}

	/**
	 * The files that a text mentions by `@path`; none when the sandbox does not answer, so that no turn waits for it.
	 *
	 * @param withHidden - Hidden files too.
	 */
	linkMentions(text: string, withHidden: boolean): Promise<readonly FileLink[]> {
		const links = queryWithTimeout(this.#readTimeoutMs, (signal) =>
			linkMentionedFiles(this.#sandbox, text, withHidden, signal),
		);
		return links.catch(() => []);
	}

	/**
	 * Whether a symbolic link makes a path lead to another place than it says.
	 *
	 * @param path - Relative to the folder, without `..`. It may not exist.
	 * @throws {SessionError} `sandbox_failed`, `sandbox_unreachable`
	 */
	isRedirected(path: string): Promise<boolean> {
		return queryWithTimeout(this.#readTimeoutMs, (signal) => isRedirectedPath(this.#sandbox, path, signal));
	}

	#readPaths(): Promise<FoundPaths> {
		if (this.#paths && performance.now() < this.#pathsExpireAt) return this.#paths;
		const reading = queryWithTimeout(this.#readTimeoutMs, (signal) => listPaths(this.#sandbox, signal));
		this.#paths = reading;
		this.#pathsExpireAt = performance.now() + PATHS_CACHE_MS;
		reading.catch(() => {
			if (this.#paths === reading) this.#paths = null;
		});
		return reading;
	}
}
