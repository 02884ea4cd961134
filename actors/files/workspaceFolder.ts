import * as v from "valibot";
import {
	type FileContent,
	type FindFilesRequest,
	type FolderEntry,
	type FolderListing,
	LIMITS,
	type ReadFileRequest,
} from "../../src/protocol/index.ts";
import {
	callSandboxApi,
	queryWithTimeout,
	readJsonBody,
	replaceApiError,
	runCommand,
	SandboxApiError,
} from "../sandbox/sandboxApi.ts";
import type { AcpContentBlock } from "../session/agentSession.ts";
import { takeWithinBytes } from "../text/jsonSize.ts";
import { linkMentionedFiles } from "./mentions.ts";
import { type FolderLocation, locateFile, notAFolder, parseTimestamp } from "./paths.ts";
import { readFile } from "./readFile.ts";

/** Under Rivet's 1 MiB for what goes out. */
const MAX_LISTING_BYTES = 800_000;

const entriesSchema = v.array(
	v.object({
		name: v.string(),
		entryType: v.picklist(["file", "directory"]),
		size: v.number(),
		modified: v.nullish(v.string()),
	}),
);

const byName = new Intl.Collator("en", { numeric: true }).compare;

/** @throws {SessionError} `invalid_argument`, `not_found` */
async function listFolder(folder: FolderLocation, asked: string, signal: AbortSignal): Promise<FolderListing> {
	const { real, path } = await locateFile(folder, asked, signal);
	const request = { path: "fs/entries", query: { path: real }, signal };
	const response = await replaceApiError(callSandboxApi(folder.sandbox, request), notAFolder());
	const all = (await readJsonBody(response, entriesSchema)).map(toEntry).sort(compareEntries);
	const entries = takeWithinBytes(all.slice(0, LIMITS.folderEntries), MAX_LISTING_BYTES);
	return { path, entries, truncated: entries.length < all.length };
}

function toEntry({ name, entryType, size, modified }: v.InferOutput<typeof entriesSchema>[number]): FolderEntry {
	return { name, kind: entryType === "directory" ? "folder" : "file", size, modifiedAt: parseTimestamp(modified) };
}

function compareEntries(one: FolderEntry, other: FolderEntry): number {
	if (one.kind !== other.kind) return one.kind === "folder" ? -1 : 1;
	return byName(one.name, other.name);
}

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
async function listPaths(folder: FolderLocation, signal: AbortSignal): Promise<readonly string[]> {
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

/** How well a path fits: how, then its length. */
type RankedPath = readonly [path: string, rank: number];

/**
 * The paths a query may mean, the likeliest first: whose name or beginning it is the beginning of, then those that have
 * it inside of their name, anywhere, or letter by letter.
 */
function matchPaths(paths: readonly string[], query: string, limit: number): readonly string[] {
	const typed = query.toLowerCase();
	const fits = paths
		.map((path): RankedPath => [path, rankPath(path.toLowerCase(), typed)])
		.filter(([, rank]) => rank < NO_MATCH);
	return fits
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

function isSubsequence(path: string, typed: string): boolean {
	let from = 0;
	for (const letter of typed) {
		const place = path.indexOf(letter, from);
		if (place < 0) return false;
		from = place + letter.length;
	}
	return true;
}

function compareRanked([one, oneRank]: RankedPath, [other, otherRank]: RankedPath): number {
	return oneRank - otherRank || one.length - other.length || (one < other ? -1 : 1);
}

/** The files of a workspace, to be looked at. Everything rejects with a `SessionError`, and in time. */
export interface WorkspaceFolder {
	list(path: string): Promise<FolderListing>;
	read(request: ReadFileRequest): Promise<FileContent>;
	find(request: FindFilesRequest): Promise<{ readonly paths: readonly string[] }>;
	/** The files that a text mentions by `@path`. None when the sandbox cannot say: no turn waits for it. */
	linkMentions(text: string): Promise<readonly AcpContentBlock[]>;
}

/** Somebody who types a path asks with each letter. */
const PATHS_CACHE_MS = 5_000;
const DEFAULT_RESULTS = 20;

/** @param sandboxReadTimeoutMs - How long each look may take. */
export function createWorkspaceFolder(folder: FolderLocation, sandboxReadTimeoutMs: number): WorkspaceFolder {
	let paths: Promise<readonly string[]> | null = null;
	let keptUntil = 0;

	function readPaths(): Promise<readonly string[]> {
		if (paths && performance.now() < keptUntil) return paths;
		const reading = queryWithTimeout(sandboxReadTimeoutMs, (signal) => listPaths(folder, signal));
		keptUntil = performance.now() + PATHS_CACHE_MS;
		reading.catch(() => {
			if (paths === reading) paths = null;
		});
		paths = reading;
		return reading;
	}

	return {
		list: (path) => queryWithTimeout(sandboxReadTimeoutMs, (signal) => listFolder(folder, path, signal)),
		read: (request) => queryWithTimeout(sandboxReadTimeoutMs, (signal) => readFile(folder, request, signal)),
		async find({ query, limit = DEFAULT_RESULTS }) {
			return { paths: matchPaths(await readPaths(), query, limit) };
		},
		linkMentions: (text) =>
			queryWithTimeout(sandboxReadTimeoutMs, (signal) => linkMentionedFiles(folder, text, signal)).catch(() => []),
	};
}
