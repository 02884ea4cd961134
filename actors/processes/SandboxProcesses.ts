import * as v from "valibot";
import type { ProcessOutput, ReadProcessRequest, SandboxProcess } from "../../src/protocol/index.ts";
import { processNotFoundRefusal } from "../../src/rules/refusals.ts";
import { truncateText } from "../../src/rules/truncateText.ts";
import type { Sandbox } from "../sandbox/sandbox.ts";
import {
	callSandboxApi,
	queryWithTimeout,
	readJsonBody,
	replaceApiError,
	SandboxApiError,
} from "../sandbox/sandboxApi.ts";
import { takeWithinBytes } from "../text/jsonSize.ts";
import { redactSecrets } from "../text/redactSecrets.ts";

const COMMAND_CHARACTERS = 1_000;

/** A process as the sandbox-agent server describes it. */
const processSchema = v.object({
	id: v.string(),
	command: v.string(),
	args: v.array(v.string()),
	status: v.picklist(["running", "exited"]),
	exitCode: v.nullish(v.number(), null),
	createdAtMs: v.number(),
	exitedAtMs: v.nullish(v.number(), null),
});

function toProcess(process: v.InferOutput<typeof processSchema>): SandboxProcess {
	const command = redactSecrets([process.command, ...process.args].join(" "));
	return {
		id: process.id,
		command: truncateText(command, COMMAND_CHARACTERS),
		status: process.status,
		exitCode: process.exitCode,
		startedAt: process.createdAtMs,
		endedAt: process.exitedAtMs,
	};
}

const MAX_LIST_BYTES = 400_000;
const NOT_SUPPORTED = 501;

const listSchema = v.object({ processes: v.array(processSchema) });

async function listProcesses(sandbox: Sandbox, signal: AbortSignal): Promise<readonly SandboxProcess[]> {
	const request = { path: "processes", query: { owner: "user" }, signal };
	const response = await callSandboxApi(sandbox, request).catch((error: unknown) => {
		if (error instanceof SandboxApiError && error.problem.status === NOT_SUPPORTED) return null;
		throw error;
	});
	if (!response) return [];
	const { processes } = await readJsonBody(response, listSchema);
	const newestFirst = processes.map(toProcess).sort((one, other) => other.startedAt - one.startedAt);
	return takeWithinBytes(newestFirst, MAX_LIST_BYTES);
}

/** A piece of a process's output, as the server recorded it. */
interface OutputEntry {
	readonly sequence: number;
	readonly bytes: Uint8Array;
}

interface OutputSlice {
	readonly text: string;
	/** The sequence number of its last entry. */
	readonly after: number;
	readonly hasMore: boolean;
	readonly skipped: boolean;
}

interface OutputLimits {
	readonly maxBytes: number;
	/** More output may follow. */
	readonly isRunning: boolean;
}

/** The next page of the output: the first entries, as many as fit. */
function takeNextPage(entries: readonly OutputEntry[], after: number, page: OutputLimits): OutputSlice {
	const fitting = entries.slice(0, countFitting(entries, page.maxBytes));
	const hasMore = fitting.length < entries.length;
	const taken = hasMore || page.isRunning ? dropPartialCharacter(fitting, hasMore ? 1 : 0) : fitting;
	return {
		text: decodeEntries(taken),
		after: taken.at(-1)?.sequence ?? after,
		hasMore,
		skipped: (entries[0]?.sequence ?? after + 1) > after + 1,
	};
}

/** The end of the output: the last entries, as many as fit. */
function takeLastPage(entries: readonly OutputEntry[], page: OutputLimits): OutputSlice {
	const count = countFitting([...entries].reverse(), page.maxBytes);
	const fitting = entries.slice(-count);
	const taken = page.isRunning ? dropPartialCharacter(fitting, 0) : fitting;
	return {
		text: decodeEntries(taken),
		after: taken.at(-1)?.sequence ?? 0,
		hasMore: false,
		skipped: (fitting[0]?.sequence ?? 1) > 1,
	};
}

/** How many of the first entries fit into a page. At least one, so that reading continues. */
function countFitting(entries: readonly OutputEntry[], maxBytes: number): number {
	return Math.max(1, takeWithinBytes(entries, maxBytes, ({ bytes }) => bytes.length).length);
}

/** Leaves out a last entry that ends inside a character until the next one completes it, but keeps at least `minimum` entries. */
function dropPartialCharacter(entries: readonly OutputEntry[], minimum: number): readonly OutputEntry[] {
	const last = entries.at(-1);
	return last && entries.length > minimum && decodeEntries([last]).endsWith("\uFFFD") ? entries.slice(0, -1) : entries;
}

function decodeEntries(entries: readonly OutputEntry[]): string {
	return new TextDecoder().decode(Buffer.concat(entries.map(({ bytes }) => bytes)));
}

/** In JSON a control character takes six bytes, so even a page of nothing else stays under Rivet's 1 MiB. */
const PAGE_BYTES = 131_072;
/** Entries of earlier output that the first read starts with. */
const FIRST_TAIL_ENTRIES = "4000";

const logSchema = v.object({
	entries: v.array(v.object({ sequence: v.number(), data: v.string(), encoding: v.string() })),
});

async function readProcess(
	sandbox: Sandbox,
	{ processId, after }: ReadProcessRequest,
	signal: AbortSignal,
): Promise<ProcessOutput> {
	const path = `processes/${encodeURIComponent(processId)}`;
	const query = after === undefined ? { tail: FIRST_TAIL_ENTRIES } : { since: String(after) };
	// The process before its log, so that a process seen as exited has all of its output in the log.
	const process = await readApi(sandbox, { path, signal }, processSchema);
	const log = await readApi(sandbox, { path: `${path}/logs`, query, signal }, logSchema);
	const entries = log.entries.map(toOutputEntry);
	const page = { maxBytes: PAGE_BYTES, isRunning: process.status === "running" };
	const output = after === undefined ? takeLastPage(entries, page) : takeNextPage(entries, after, page);
	return { process: toProcess(process), ...output };
}

async function readApi<const Schema extends v.GenericSchema>(
	sandbox: Sandbox,
	request: Parameters<typeof callSandboxApi>[1],
	schema: Schema,
): Promise<v.InferOutput<Schema>> {
	return readJsonBody(await replaceApiError(callSandboxApi(sandbox, request), processNotFoundRefusal().info), schema);
}

function toOutputEntry({ sequence, data, encoding }: v.InferOutput<typeof logSchema>["entries"][number]): OutputEntry {
	return { sequence, bytes: Buffer.from(data, encoding === "base64" ? "base64" : "utf8") };
}

/**
 * Reads the processes of a sandbox. Everything rejects with a `SessionError`, after the time limit at the latest.
 */
export class SandboxProcesses {
	readonly #sandbox: Sandbox;
	readonly #readTimeoutMs: number;

	constructor(sandbox: Sandbox, readTimeoutMs: number) {
		this.#sandbox = sandbox;
		this.#readTimeoutMs = readTimeoutMs;
	}

	/** Newest first; none when the sandbox does not support processes. */
	async list(): Promise<{ readonly processes: readonly SandboxProcess[] }> {
		const processes = await queryWithTimeout(this.#readTimeoutMs, (signal) => listProcesses(this.#sandbox, signal));
		return { processes };
	}

	/** @throws {SessionError} `not_found`, `sandbox_failed`, `sandbox_unreachable` */
	read(request: ReadProcessRequest): Promise<ProcessOutput> {
		return queryWithTimeout(this.#readTimeoutMs, (signal) => readProcess(this.#sandbox, request, signal));
	}
}
