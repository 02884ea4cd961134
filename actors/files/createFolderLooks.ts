import type { FileContent, FindFilesRequest, FolderListing, ReadFileRequest } from "../../src/protocol/index.ts";
import { queryWithTimeout } from "../sandbox/look.ts";
import type { AcpContentBlock } from "../session/agentSession.ts";
import type { FolderLocation } from "./folder.ts";
import { linkMentionedFiles } from "./linkFiles.ts";
import { listFolder } from "./listFolder.ts";
import { listPaths } from "./listPaths.ts";
import { matchPaths } from "./matchPaths.ts";
import { readFile } from "./readFile.ts";

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
