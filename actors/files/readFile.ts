import * as v from "valibot";
import { type FileContent, LIMITS, type ReadFileRequest } from "../../src/protocol/index.ts";
import { askSandbox } from "../sandbox/askSandbox.ts";
import { readJson } from "../sandbox/readJson.ts";
import { SessionError } from "../session/SessionError.ts";
import { sandboxUnreachable } from "../session/sessionFaults.ts";
import { noSuchFile, notAFile } from "./fileFaults.ts";
import type { Folder } from "./folder.ts";
import { type LocatedFile, locateFile } from "./locateFile.ts";
import { mimeTypeOf } from "./mimeTypeOf.ts";
import { readPage } from "./readPage.ts";
import { timeOf } from "./timeOf.ts";
import { withoutRefusal } from "./withoutRefusal.ts";

/** The server reads a file whole before it sends the first byte of it. */
const MAX_FILE_BYTES = 20 * 1_048_576;

const statSchema = v.object({
	entryType: v.picklist(["file", "directory"]),
	size: v.number(),
	modified: v.nullish(v.string()),
});

/** @throws {SessionError} `invalid_argument`, `not_found` */
export async function readFile(folder: Folder, request: ReadFileRequest, signal: AbortSignal): Promise<FileContent> {
	const located = await locateFile(folder, request.path, signal);
	const { entryType, size, modified } = await stat(folder, located, signal);
	if (entryType === "directory") throw new SessionError(notAFile());
	const facts = { path: located.path, size, modifiedAt: timeOf(modified), mimeType: mimeTypeOf(located.path) };
	if (size > MAX_FILE_BYTES) return { ...facts, kind: "too_large" };
	const { offset = 0, limit = LIMITS.filePageBytes } = request;
	const page = await readPage(await open(folder, located, signal), offset, limit).catch(brokeOff);
	if (!page) return { ...facts, kind: "binary" };
	return { ...facts, mimeType: mimeTypeOf(located.path, "text/plain"), kind: "text", offset, ...page };
}

async function stat({ sandbox }: Folder, { real }: LocatedFile, signal: AbortSignal) {
	const asking = askSandbox(sandbox, { path: "fs/stat", query: { path: real }, signal });
	return readJson(await withoutRefusal(asking, noSuchFile()), statSchema);
}

function open({ sandbox }: Folder, { real }: LocatedFile, signal: AbortSignal): Promise<Response> {
	return withoutRefusal(askSandbox(sandbox, { path: "fs/file", query: { path: real }, signal }), noSuchFile());
}

function brokeOff(error: unknown): never {
	throw new SessionError(sandboxUnreachable("the file broke off"), { cause: error });
}
