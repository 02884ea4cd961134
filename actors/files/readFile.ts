import * as v from "valibot";
import { type FileContent, LIMITS, type ReadFileRequest } from "../../src/protocol/index.ts";
import { SessionError, sandboxUnreachable } from "../errors/sessionErrors.ts";
import { callSandboxApi, readByteRange, readJsonBody, replaceApiError } from "../sandbox/sandboxApi.ts";
import { mediaTypeOfPath } from "./mediaTypes.ts";
import { type FolderLocation, type LocatedFile, locateFile, noSuchFile, notAFile, parseTimestamp } from "./paths.ts";

const LINE_FEED = 0x0a;

/**
 * How many of the bytes make a page: up to the end of the last whole line, or of the last whole character where there
 * is no line's end.
 */
function pageEnd(bytes: Uint8Array): number {
	const lines = bytes.lastIndexOf(LINE_FEED) + 1;
	if (lines > 0) return lines;
	const start = bytes.findLastIndex((byte) => (byte & 0xc0) !== 0x80);
	const isCut = start > 0 && start + utf8CharacterLength(bytes[start] ?? 0) > bytes.length;
	return isCut ? start : bytes.length;
}

/** By the first byte of a character in UTF-8. */
function utf8CharacterLength(first: number): number {
	if (first >= 0xf0) return 4;
	if (first >= 0xe0) return 3;
	return first >= 0xc0 ? 2 : 1;
}

/** Whether the beginning of a file shows that it is no text: it holds a zero byte, or is not UTF-8. */
function isBinary(beginning: Uint8Array): boolean {
	if (beginning.includes(0)) return true;
	try {
		// As a stream, so that the last character may be cut.
		new TextDecoder("utf-8", { fatal: true }).decode(beginning, { stream: true });
		return false;
	} catch {
		return true;
	}
}

/** So much of a file says whether it is text. */
const SNIFFED_BYTES = 8_192;
const NEW_LINE = 0x0a;

interface TextPage {
	readonly text: string;
	readonly line: number;
	readonly nextOffset: number | null;
}

/** One page of a file that comes as a body; null when it is no text. The server sends files from their beginning only. */
async function readPage(response: Response, offset: number, limit: number): Promise<TextPage | null> {
	let line = 1;
	let beginning = new Uint8Array();
	const { bytes, isEnd } = await readByteRange(response, { skip: offset, take: limit }, (skipped) => {
		for (const byte of skipped) if (byte === NEW_LINE) line += 1;
		if (beginning.length === 0) beginning = skipped.slice(0, SNIFFED_BYTES);
	});
	if (isBinary(beginning) || isBinary(bytes.subarray(0, offset === 0 ? SNIFFED_BYTES : 0))) return null;
	const end = isEnd ? bytes.length : pageEnd(bytes);
	return {
		text: new TextDecoder().decode(bytes.subarray(0, end)),
		line,
		nextOffset: isEnd ? null : offset + end,
	};
}

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
