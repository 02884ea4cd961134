import { type FileContent, LIMITS, type ReadFileRequest } from "../../src/protocol/index.ts";
import { fileNotFoundRefusal, notAFileRefusal, type Refusal } from "../../src/rules/refusals.ts";
import { SessionError, sandboxUnreachable } from "../errors/sessionErrors.ts";
import type { Sandbox } from "../sandbox/sandbox.ts";
import { callSandboxApi, readByteRange, replaceApiError, statPath } from "../sandbox/sandboxApi.ts";
import { locateVisible } from "./hiddenFiles.ts";
import { mediaTypeOfPath } from "./mediaTypes.ts";
import { type LocatedFile, parseTimestamp } from "./paths.ts";

const LINE_FEED = 0x0a;

/** Where a page of a text ends: after its last whole line, or its last whole character when it has no line break. */
function pageEnd(bytes: Uint8Array): number {
	const lines = bytes.lastIndexOf(LINE_FEED) + 1;
	if (lines > 0) return lines;
	const start = bytes.findLastIndex((byte) => (byte & 0xc0) !== 0x80);
	const isPartial = start > 0 && start + utf8CharacterLength(bytes[start] ?? 0) > bytes.length;
	return isPartial ? start : bytes.length;
}

/** The bytes of a character in UTF-8, by its first byte. */
function utf8CharacterLength(first: number): number {
	if (first >= 0xf0) return 4;
	if (first >= 0xe0) return 3;
	return first >= 0xc0 ? 2 : 1;
}

/** Whether a file is binary, by its beginning: it holds a zero byte, or is not UTF-8. */
function isBinary(beginning: Uint8Array): boolean {
	if (beginning.includes(0)) return true;
	try {
		// As a stream, so that the last character may be incomplete.
		new TextDecoder("utf-8", { fatal: true }).decode(beginning, { stream: true });
		return false;
	} catch {
		return true;
	}
}

/** How much of a file's beginning decides whether it is text. */
const SNIFFED_BYTES = 8_192;

interface TextPage {
	readonly text: string;
	readonly line: number;
	readonly nextOffset: number | null;
}

/** Reads one page of a file; null when it is not text. The server always sends a file from its beginning. */
async function readPage(response: Response, offset: number, limit: number): Promise<TextPage | null> {
	let line = 1;
	let beginning = new Uint8Array();
	const { bytes, isEnd } = await readByteRange(response, { skip: offset, take: limit }, (skipped) => {
		for (const byte of skipped) if (byte === LINE_FEED) line += 1;
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

/** The server reads the whole file into memory before it sends the first byte. */
const MAX_FILE_BYTES = 20 * 1_048_576;

/**
 * Reads a page of a file in the workspace's folder.
 *
 * @param hidden - Refuses hidden files; null for a person who may see them.
 * @throws {SessionError} `invalid_argument`, `not_found`, `forbidden`, `sandbox_unreachable`
 */
export async function readFile(
	sandbox: Sandbox,
	request: ReadFileRequest,
	hidden: Refusal | null,
	signal: AbortSignal,
): Promise<FileContent> {
	const located = await locateVisible(sandbox, request.path, hidden, signal);
	const { entryType, size, modified } = await replaceApiError(
		statPath(sandbox, located.real, signal),
		fileNotFoundRefusal().info,
	);
	if (entryType === "directory") throw new SessionError(notAFileRefusal().info);
	const description = {
		path: located.path,
		size,
		modifiedAt: parseTimestamp(modified),
		mimeType: mediaTypeOfPath(located.path),
	};
	if (size > MAX_FILE_BYTES) return { ...description, kind: "too_large" };
	const { offset = 0, limit = LIMITS.filePageBytes } = request;
	const page = await readPage(await openFile(sandbox, located, signal), offset, limit).catch(throwInterrupted);
	if (!page) return { ...description, kind: "binary" };
	return { ...description, mimeType: mediaTypeOfPath(located.path, "text/plain"), kind: "text", offset, ...page };
}

function openFile(sandbox: Sandbox, { real }: LocatedFile, signal: AbortSignal): Promise<Response> {
	return replaceApiError(
		callSandboxApi(sandbox, { path: "fs/file", query: { path: real }, signal }),
		fileNotFoundRefusal().info,
	);
}

function throwInterrupted(error: unknown): never {
	throw new SessionError(sandboxUnreachable("the file broke off"), { cause: error });
}
