import { parseFileContent } from "./parse/parseFileContent.ts";
import { parseFolderListing } from "./parse/parseFolderListing.ts";
import { parseFoundFiles } from "./parse/parseFoundFiles.ts";
import { parseProcesses } from "./parse/parseProcesses.ts";
import { parseProcessOutput } from "./parse/parseProcessOutput.ts";
import type { PerformAction } from "./sync/createPerform.ts";
import type { WorkspaceStore } from "./workspaceStore.ts";

type SandboxQueries = Pick<WorkspaceStore, "listFiles" | "readFile" | "findFiles" | "listProcesses" | "readProcess">;

/** The looks into the sandbox, which leave the state alone. */
export function createSandboxQueries(perform: PerformAction): SandboxQueries {
	return {
		listFiles: async (path) => parseFolderListing(await perform("listFiles", { path })),
		readFile: async (path, page) => parseFileContent(await perform("readFile", { path, ...page })),
		findFiles: async (query, limit) => parseFoundFiles(await perform("findFiles", { query, limit })),
		listProcesses: async () => parseProcesses(await perform("listProcesses", undefined)),
		readProcess: async (processId, after) => parseProcessOutput(await perform("readProcess", { processId, after })),
	};
}
