import * as v from "valibot";
import type { WorkspaceErrorInfo } from "../../src/protocol/index.ts";
import { SessionError, sandboxFailed, sandboxRefused, sandboxUnreachable } from "../errors/sessionErrors.ts";
import { withTimeout } from "../timing/timeouts.ts";
import { type Problem, parseProblem } from "./problem.ts";
import type { Sandbox } from "./sandbox.ts";

/** How to reach the server of a sandbox. */
type SandboxServer = Pick<Sandbox, "baseUrl" | "fetch" | "token" | "headers">;

/** The sandbox-agent server answered a request with an error. */
export class SandboxApiError extends Error {
	readonly problem: Problem;

	constructor(problem: Problem) {
		super(problem.detail);
		this.name = "SandboxApiError";
		this.problem = problem;
	}
}

interface SandboxApiRequest {
	/** Default: POST with a body, else GET. */
	readonly method?: "PUT" | "DELETE" | undefined;
	/** Behind `/v1/`. */
	readonly path: string;
	readonly query?: Readonly<Record<string, string>> | undefined;
	/** Bytes are sent as they are, anything else as JSON. */
	readonly body?: object | undefined;
	readonly signal: AbortSignal;
}

/**
 * Sends one request to the sandbox-agent server.
 *
 * @returns A response that is OK.
 * @throws {SandboxApiError} When the server answers with an error.
 * @throws {SessionError} `sandbox_unreachable` when it does not answer or refuses the token.
 */
export async function callSandboxApi(sandbox: SandboxServer, request: SandboxApiRequest): Promise<Response> {
	const response = await fetchSandboxApi(sandbox, request).catch((error: unknown) => {
		throw new SessionError(sandboxUnreachable("no answer"), { cause: error });
	});
	if (response.ok) return response;
	const problem = parseProblem(response.status, await response.text());
	if (problem.status === 401 || problem.status === 403) throw new SessionError(sandboxRefused(problem.detail));
	throw new SandboxApiError(problem);
}

/** Sends one request to the sandbox-agent server, and returns whatever response comes. Rejects as `fetch` does. */
export function fetchSandboxApi(sandbox: SandboxServer, request: SandboxApiRequest): Promise<Response> {
	const { fetch, baseUrl, token, headers: own } = sandbox;
	const { path, query = {}, body, signal, method = body ? "POST" : "GET" } = request;
	const headers = new Headers(own);
	if (token !== undefined) headers.set("authorization", `Bearer ${token}`);
	const url = `${baseUrl.replace(/\/+$/, "")}/v1/${path}?${new URLSearchParams(query)}`;
	if (!body) return fetch(url, { method, headers, signal });
	const isBinary = body instanceof Uint8Array;
	headers.set("content-type", isBinary ? "application/octet-stream" : "application/json");
	// A copy: to TypeScript, the buffer of other bytes may be shared.
	return fetch(url, { method, body: isBinary ? new Uint8Array(body) : JSON.stringify(body), headers, signal });
}

interface ByteRange {
	readonly skip: number;
	readonly take: number;
}

interface ByteRangeResult {
	readonly bytes: Uint8Array;
	/** The body ends with them. */
	readonly isEnd: boolean;
}

/**
 * Reads a range of a body, holds no more than that in memory, and cancels the rest.
 *
 * @param onSkipped - Receives the bytes before the range.
 */
export async function readByteRange(
	{ body }: Response,
	{ skip, take }: ByteRange,
	onSkipped: (bytes: Uint8Array) => void = () => undefined,
): Promise<ByteRangeResult> {
	const parts: Uint8Array[] = [];
	let toSkip = skip;
	let toTake = take;
	for await (const chunk of body ?? []) {
		const skipped = Math.min(toSkip, chunk.length);
		if (skipped > 0) onSkipped(chunk.subarray(0, skipped));
		toSkip -= skipped;
		const part = chunk.subarray(skipped, skipped + toTake);
		parts.push(part);
		toTake -= part.length;
		// Leaving the loop cancels the body.
		if (skipped + part.length < chunk.length) return { bytes: Buffer.concat(parts), isEnd: false };
	}
	return { bytes: Buffer.concat(parts), isEnd: true };
}

/** A server keeps up to 10 MiB of a process's output, and sends it as base64. */
const MAX_JSON_BYTES = 16 * 1_048_576;

/**
 * Reads a response of the sandbox-agent server as JSON of the given shape.
 *
 * @throws {SessionError} `sandbox_failed` when it is something else or too large; `sandbox_unreachable` when it breaks off.
 */
export async function readJsonBody<const Schema extends v.GenericSchema>(
	response: Response,
	schema: Schema,
): Promise<v.InferOutput<Schema>> {
	const { bytes, isEnd } = await readByteRange(response, { skip: 0, take: MAX_JSON_BYTES }).catch((error: unknown) => {
		throw new SessionError(sandboxUnreachable("the answer broke off"), { cause: error });
	});
	if (!isEnd) throw new SessionError(sandboxFailed("the sandbox's answer is too large"));
	try {
		return v.parse(schema, JSON.parse(new TextDecoder().decode(bytes)));
	} catch (error) {
		throw new SessionError(sandboxFailed("the sandbox's answer could not be read"), { cause: error });
	}
}

const statSchema = v.object({
	entryType: v.picklist(["file", "directory"]),
	size: v.number(),
	modified: v.nullish(v.string()),
});

/**
 * Describes a file or folder in the sandbox.
 *
 * @throws {SandboxApiError} When there is none at this path.
 * @throws {SessionError} `sandbox_unreachable`, `sandbox_failed`
 */
export async function statPath(sandbox: SandboxServer, path: string, signal: AbortSignal) {
	return readJsonBody(await callSandboxApi(sandbox, { path: "fs/stat", query: { path }, signal }), statSchema);
}

const resultSchema = v.object({
	exitCode: v.nullish(v.number(), null),
	stdout: v.string(),
	stdoutTruncated: v.boolean(),
	stderr: v.string(),
});

interface SandboxCommand {
	readonly command: string;
	readonly args: readonly string[];
	readonly cwd?: string | undefined;
	readonly timeoutMs: number;
	readonly signal: AbortSignal;
}

interface CommandResult {
	/** Null when it was killed before it was done. */
	readonly exitCode: number | null;
	/** At most 1 MiB. */
	readonly stdout: string;
	readonly stdoutTruncated: boolean;
	readonly stderr: string;
}

/**
 * Runs a short command in the sandbox.
 *
 * @throws {SandboxApiError} When there is no such command.
 * @throws {SessionError} `sandbox_unreachable`
 */
export async function runCommand(sandbox: SandboxServer, command: SandboxCommand): Promise<CommandResult> {
	const { signal, ...body } = command;
	return readJsonBody(await callSandboxApi(sandbox, { path: "processes/run", body, signal }), resultSchema);
}

/**
 * Runs requests to the sandbox with a time limit. When it ends, it aborts every request that is still open.
 *
 * @throws {SessionError} `timeout` after `ms`; else what `run` rejects with.
 */
export async function withRequestTimeout<T>(
	what: string,
	ms: number,
	run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
	const abort = new AbortController();
	try {
		return await withTimeout(run(abort.signal), { what, ms });
	} finally {
		abort.abort();
	}
}

/**
 * Reads something in the sandbox with a time limit. When it ends, it aborts every request that is still open.
 *
 * @throws {SessionError} `sandbox_unreachable` after `ms`; else what `read` rejects with.
 */
export async function queryWithTimeout<T>(ms: number, read: (signal: AbortSignal) => Promise<T>): Promise<T> {
	try {
		return await withRequestTimeout("Looking into the sandbox", ms, read);
	} catch (error) {
		// To clients `timeout` means that the workspace itself did not answer, and they would retry again and again.
		const isLate = error instanceof SessionError && error.code === "timeout";
		throw isLate ? new SessionError(sandboxUnreachable(error.info.message)) : error;
	}
}

/** Replaces the server's own error by one for people: its text quotes paths of the sandbox. */
export async function replaceApiError<T>(request: Promise<T>, info: WorkspaceErrorInfo): Promise<T> {
	try {
		return await request;
	} catch (error) {
		throw error instanceof SandboxApiError ? new SessionError(info, { cause: error }) : error;
	}
}
