import * as v from "valibot";
import { type FileContent, LIMITS, type ReadFileRequest } from "../../src/protocol/index.ts";
import { callSandboxApi } from "../sandbox/askSandbox.ts";
import { readJsonBody } from "../sandbox/readJson.ts";
import { SessionError } from "../session/SessionError.ts";
import { sandboxUnreachable } from "../session/sessionFaults.ts";
import { noSuchFile, notAFile } from "./fileFaults.ts";
import type { FolderLocation } from "./folder.ts";
import { type LocatedFile, locateFile } from "./locateFile.ts";
import { mediaTypeOfPath } from "./mimeTypeOf.ts";
import { readPage } from "./readPage.ts";
import { parseTimestamp } from "./timeOf.ts";
import { replaceApiError } from "./withoutRefusal.ts";

/** The server reads a file whole before it sends the first byte of it. */
const MAX_FILE_BYTES = 20 * 1_048_576;

const statSchema = v.object({
	entryType: v.picklist(["file", "directory"]),
	size: v.number(),
	modified: v.nullish(v.string()),
});

/** @throws {SessionError} `invalid_argument`, `not_found` */
export async function readFile(
	folder: FolderLocation,
	request: ReadFileRequest,
	signal: AbortSignal,
): Promise<FileContent> {
	const located = await locateFile(folder, request.path, signal);
	const { entryType, size, modified } = await statFile(folder, located, signal);
	if (entryType === "directory") throw new SessionError(notAFile());
	const facts = {
		path: located.path,
		size,
		modifiedAt: parseTimestamp(modified),
		mimeType: mediaTypeOfPath(located.path),
	};
	if (size > MAX_FILE_BYTES) return { ...facts, kind: "too_large" };
	const { offset = 0, limit = LIMITS.filePageBytes } = request;
	const page = await readPage(await openFile(folder, located, signal), offset, limit).catch(throwInterrupted);
	if (!page) return { ...facts, kind: "binary" };
	return { ...facts, mimeType: mediaTypeOfPath(located.path, "text/plain"), kind: "text", offset, ...page };
}

async function statFile({ sandbox }: FolderLocation, { real }: LocatedFile, signal: AbortSignal) {
	const asking = callSandboxApi(sandbox, { path: "fs/stat", query: { path: real }, signal });
	return readJsonBody(await replaceApiError(asking, noSuchFile()), statSchema);
}

function openFile({ sandbox }: FolderLocation, { real }: LocatedFile, signal: AbortSignal): Promise<Response> {
	return replaceApiError(callSandboxApi(sandbox, { path: "fs/file", query: { path: real }, signal }), noSuchFile());
}

function throwInterrupted(error: unknown): never {
	throw new SessionError(sandboxUnreachable("the file broke off"), { cause: error });
}
