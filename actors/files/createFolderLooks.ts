import type { FileContent, FindFilesRequest, FolderListing, ReadFileRequest } from "../../src/protocol/index.ts";
import { look } from "../sandbox/look.ts";
import type { AcpContentBlock } from "../session/agentSession.ts";
import type { Folder } from "./folder.ts";
import { linkFiles } from "./linkFiles.ts";
import { listFolder } from "./listFolder.ts";
import { listPaths } from "./listPaths.ts";
import { matchPaths } from "./matchPaths.ts";
import { readFile } from "./readFile.ts";

/** The files of a workspace, to be looked at. Everything rejects with a `SessionError`, and in time. */
export interface FolderLooks {
	list(path: string): Promise<FolderListing>;
	read(request: ReadFileRequest): Promise<FileContent>;
	find(request: FindFilesRequest): Promise<{ readonly paths: readonly string[] }>;
	/** The files that a text mentions by `@path`. None when the sandbox cannot say: no turn waits for it. */
	linksIn(text: string): Promise<readonly AcpContentBlock[]>;
}

/** Somebody who types a path asks with each letter. */
const PATHS_KEPT_MS = 5_000;
const FOUND = 20;

/** @param lookMs - How long each look may take. */
export function createFolderLooks(folder: Folder, lookMs: number): FolderLooks {
	let paths: Promise<readonly string[]> | null = null;
	let keptUntil = 0;

	function readPaths(): Promise<readonly string[]> {
		if (paths && performance.now() < keptUntil) return paths;
		const reading = look(lookMs, (signal) => listPaths(folder, signal));
		keptUntil = performance.now() + PATHS_KEPT_MS;
		reading.catch(() => {
			if (paths === reading) paths = null;
		});
		paths = reading;
		return reading;
	}

	return {
		list: (path) => look(lookMs, (signal) => listFolder(folder, path, signal)),
		read: (request) => look(lookMs, (signal) => readFile(folder, request, signal)),
		async find({ query, limit = FOUND }) {
			return { paths: matchPaths(await readPaths(), query, limit) };
		},
		linksIn: (text) => look(lookMs, (signal) => linkFiles(folder, text, signal)).catch(() => []),
	};
}
