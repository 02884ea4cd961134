import * as v from "valibot";
import type { WorkspaceErrorInfo } from "../../src/protocol/index.ts";
import { SessionError, sandboxFailed, sandboxRefused, sandboxUnreachable } from "../errors/sessionErrors.ts";
import { withTimeout } from "../timing/timeouts.ts";
import { type Problem, parseProblem } from "./problem.ts";
import type { Sandbox } from "./sandbox.ts";

/** The sandbox-agent server has understood a request and said no. */
export class SandboxApiError extends Error {
	readonly problem: Problem;

	constructor(problem: Problem) {
		super(problem.detail);
		this.name = "SandboxRefusal";
		this.problem = problem;
	}
}

interface SandboxApiRequest {
	/** Behind `/v1/`. */
	readonly path: string;
	readonly query?: Readonly<Record<string, string>> | undefined;
	/** Goes as JSON in a POST; without it the request is a GET. */
	readonly body?: object | undefined;
	readonly signal: AbortSignal;
}

/**
 * Asks the sandbox-agent server one thing.
 *
 * @returns An answer that is OK.
 * @throws {SandboxApiError} When the server says no.
 * @throws {SessionError} `sandbox_unreachable`
 */
export async function callSandboxApi(sandbox: Sandbox, request: SandboxApiRequest): Promise<Response> {
	const response = await sendRequest(sandbox, request).catch((error: unknown) => {
		throw new SessionError(sandboxUnreachable("no answer"), { cause: error });
	});
	if (response.ok) return response;
	const problem = parseProblem(response.status, await response.text());
	if (problem.status === 401 || problem.status === 403) throw new SessionError(sandboxRefused(problem.detail));
	throw new SandboxApiError(problem);
}

function sendRequest({ fetch, baseUrl, token, headers: own }: Sandbox, request: SandboxApiRequest): Promise<Response> {
	const { path, query = {}, body, signal } = request;
	const headers = new Headers(own);
	if (token !== undefined) headers.set("authorization", `Bearer ${token}`);
	if (body) headers.set("content-type", "application/json");
	const url = `${baseUrl.replace(/\/+$/, "")}/v1/${path}?${new URLSearchParams(query)}`;
	return fetch(url, body ? { method: "POST", body: JSON.stringify(body), headers, signal } : { headers, signal });
}

interface ByteRange {
	readonly skip: number;
	readonly take: number;
}

interface ByteRangeResult {
	readonly bytes: Uint8Array;
	/** Nothing comes after them. */
	readonly isEnd: boolean;
}

/**
 * Reads a stretch of a body, holds no more than that, and lets go of the rest.
 *
 * @param onSkipped - Sees what is passed over.
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

/** A server keeps up to 10 MiB of what a process prints, and sends it as base64. */
const MAX_JSON_BYTES = 16 * 1_048_576;

/**
 * Reads an answer of the sandbox-agent server that should be JSON of a kind.
 *
 * @throws {SessionError} `sandbox_failed` when it is not, or is too large; `sandbox_unreachable` when it breaks off.
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

const resultSchema = v.object({
	exitCode: v.nullish(v.number(), null),
	stdout: v.string(),
	stdoutTruncated: v.boolean(),
});

interface SandboxCommand {
	readonly command: string;
	readonly args: readonly string[];
	readonly cwd?: string | undefined;
	readonly timeoutMs: number;
	readonly signal: AbortSignal;
}

interface CommandResult {
	/** Null when it was ended before it had done. */
	readonly exitCode: number | null;
	/** At most 1 MiB. */
	readonly stdout: string;
	readonly stdoutTruncated: boolean;
}

/**
 * Runs a short command in the sandbox.
 *
 * @throws {SandboxApiError} When there is no such command.
 * @throws {SessionError} `sandbox_unreachable`
 */
export async function runCommand(sandbox: Sandbox, command: SandboxCommand): Promise<CommandResult> {
	const { signal, ...body } = command;
	return readJsonBody(await callSandboxApi(sandbox, { path: "processes/run", body, signal }), resultSchema);
}

/**
 * Looks at something in the sandbox, but not for ever. When it is over, so is every request that was made for it.
 *
 * @throws {SessionError} `sandbox_unreachable` after `ms`; else what the look rejects with.
 */
export async function queryWithTimeout<T>(ms: number, read: (signal: AbortSignal) => Promise<T>): Promise<T> {
	const abort = new AbortController();
	try {
		return await withTimeout(read(abort.signal), { what: "Looking into the sandbox", ms });
	} catch (error) {
		// A `timeout` would say that the workspace itself did not answer, and be asked again and again.
		const isLate = error instanceof SessionError && error.code === "timeout";
		throw isLate ? new SessionError(sandboxUnreachable(error.info.message)) : error;
	} finally {
		abort.abort();
	}
}

/** Says what it means that the server refused: its own words quote paths of the sandbox. */
export async function replaceApiError<T>(asking: Promise<T>, fault: WorkspaceErrorInfo): Promise<T> {
	try {
		return await asking;
	} catch (error) {
		throw error instanceof SandboxApiError ? new SessionError(fault, { cause: error }) : error;
	}
}
