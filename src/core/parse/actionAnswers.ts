import type {
	Diagnostics,
	FileContent,
	FolderEntry,
	FolderListing,
	ProcessOutput,
	PromptResponse,
	SandboxProcess,
	UploadAttachmentResponse,
} from "../../protocol/index.ts";
import { malformedMessageError, parseArray, parseNonNegativeInteger, parseRecord } from "./values.ts";

/** @throws {WorkspaceError} `internal` when it is no receipt of a prompt. */
export function parsePromptReceipt(value: unknown): PromptResponse {
	const { promptId, position } = parseRecord(value, "a receipt");
	if (typeof promptId !== "string") throw malformedMessageError("a receipt");
	return { promptId, position: parseNonNegativeInteger(position, "a receipt") };
}

/** @throws {WorkspaceError} `internal` when it is no receipt. */
export function parseAttachReceipt(value: unknown): UploadAttachmentResponse {
	const { attachmentId, received } = parseRecord(value, "a receipt");
	if (typeof attachmentId !== "string" || typeof received !== "number") throw malformedMessageError("a receipt");
	return { attachmentId, received };
}

/** @throws {WorkspaceError} `internal` when it is no diagnostics. */
export function parseDiagnostics(value: unknown): Diagnostics {
	const { session, counts } = parseRecord(value, "its diagnostics");
	parseRecord(session, "its diagnostics");
	parseRecord(counts, "its diagnostics");
	return value as Diagnostics;
}

const FOLDER = "a folder";

/** @throws {WorkspaceError} `internal` when it is no folder. */
export function parseFolderListing(value: unknown): FolderListing {
	const { path, entries, truncated } = parseRecord(value, FOLDER);
	if (typeof path !== "string") throw malformedMessageError(FOLDER);
	return { path, entries: parseArray(entries, FOLDER).map(parseFolderEntry), truncated: truncated === true };
}

function parseFolderEntry(value: unknown): FolderEntry {
	const { name, kind } = parseRecord(value, FOLDER);
	if (typeof name !== "string" || (kind !== "file" && kind !== "folder")) throw malformedMessageError(FOLDER);
	return value as FolderEntry;
}

const FILE = "a file";

/** @throws {WorkspaceError} `internal` when it is no file. */
export function parseFileContent(value: unknown): FileContent {
	const { kind, path, mimeType, size, text, line, nextOffset } = parseRecord(value, FILE);
	parseNonNegativeInteger(size, FILE);
	if (typeof path !== "string" || typeof mimeType !== "string") throw malformedMessageError(FILE);
	if (kind === "binary" || kind === "too_large") return value as FileContent;
	if (kind !== "text" || typeof text !== "string") throw malformedMessageError(FILE);
	parseNonNegativeInteger(line, FILE);
	if (nextOffset !== null) parseNonNegativeInteger(nextOffset, FILE);
	return value as FileContent;
}

const PATHS = "paths";

/** @throws {WorkspaceError} `internal` when it is no list of paths. */
export function parseFoundFiles(value: unknown): readonly string[] {
	return parseArray(parseRecord(value, PATHS).paths, PATHS).map((path) => {
		if (typeof path !== "string") throw malformedMessageError(PATHS);
		return path;
	});
}

/** @throws {WorkspaceError} `internal` when it is no list of processes. */
export function parseProcesses(value: unknown): readonly SandboxProcess[] {
	return parseArray(parseRecord(value, "processes").processes, "processes").map(parseProcess);
}

/** @throws {WorkspaceError} `internal` when it is no process. */
function parseProcess(value: unknown): SandboxProcess {
	const { id, command, status } = parseRecord(value, "a process");
	if (typeof id !== "string" || typeof command !== "string") throw malformedMessageError("a process");
	if (status !== "running" && status !== "exited") throw malformedMessageError("a process");
	return value as SandboxProcess;
}

const PROCESS_OUTPUT = "a process's output";

/** @throws {WorkspaceError} `internal` when it is none. */
export function parseProcessOutput(value: unknown): ProcessOutput {
	const { process, text, after, hasMore, skipped } = parseRecord(value, PROCESS_OUTPUT);
	if (typeof text !== "string") throw malformedMessageError(PROCESS_OUTPUT);
	return {
		process: parseProcess(process),
		text,
		after: parseNonNegativeInteger(after, PROCESS_OUTPUT),
		hasMore: hasMore === true,
		skipped: skipped === true,
	};
}
