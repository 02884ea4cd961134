import * as v from "valibot";
import type {
	ProcessOutput,
	ReadProcessRequest,
	SandboxProcess,
	WorkspaceErrorInfo,
} from "../../src/protocol/index.ts";
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
import { truncateText } from "../text/truncateText.ts";

const COMMAND_CHARACTERS = 1_000;

/** A process as the sandbox-agent server tells it. */
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

function noSuchProcess(): WorkspaceErrorInfo {
	return {
		code: "not_found",
		message: "There is no such process in the sandbox.",
		hint: "The sandbox may have been started anew since: load the list again.",
	};
}

const MAX_LIST_BYTES = 400_000;
const NOT_SUPPORTED = 501;

const listSchema = v.object({ processes: v.array(processSchema) });

/** The newest first. None where the sandbox cannot have any. */
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

/** What a process printed at once. */
interface OutputEntry {
	readonly sequence: number;
	readonly bytes: Uint8Array;
}

interface OutputSlice {
	readonly text: string;
	/** The last entry that is part of it. */
	readonly after: number;
	readonly hasMore: boolean;
	readonly skipped: boolean;
}

/** Of what was printed: how much of it is told at once, and whether more may come. */
interface OutputLimits {
	readonly maxBytes: number;
	readonly isRunning: boolean;
}

/** The next page of what was printed: entries that fit. */
function takeNextPage(entries: readonly OutputEntry[], after: number, page: OutputLimits): OutputSlice {
	const fitting = entries.slice(0, Math.max(1, countWithinBytes(entries, page.maxBytes)));
	const hasMore = fitting.length < entries.length;
	const taken = hasMore || page.isRunning ? dropPartialCharacter(fitting, hasMore ? 1 : 0) : fitting;
	return {
		text: decodeEntries(taken),
		after: taken.at(-1)?.sequence ?? after,
		hasMore,
		skipped: (entries[0]?.sequence ?? after + 1) > after + 1,
	};
}

/** The end of what was printed: the last entries that fit. */
function takeLastPage(entries: readonly OutputEntry[], page: OutputLimits): OutputSlice {
	const count = Math.max(1, countWithinBytes([...entries].reverse(), page.maxBytes));
	const fitting = entries.slice(-count);
	const taken = page.isRunning ? dropPartialCharacter(fitting, 0) : fitting;
	return {
		text: decodeEntries(taken),
		after: taken.at(-1)?.sequence ?? 0,
		hasMore: false,
		skipped: (fitting[0]?.sequence ?? 1) > 1,
	};
}

function countWithinBytes(entries: readonly OutputEntry[], maxBytes: number): number {
	let bytes = 0;
	const tooMany = entries.findIndex((entry) => {
		bytes += entry.bytes.length;
		return bytes > maxBytes;
	});
	return tooMany === -1 ? entries.length : tooMany;
}

/** An entry that ends inside of a character waits for the one after it; `least` are told whatever they end with. */
function dropPartialCharacter(entries: readonly OutputEntry[], least: number): readonly OutputEntry[] {
	const last = entries.at(-1);
	return last && entries.length > least && decodeEntries([last]).endsWith("\uFFFD") ? entries.slice(0, -1) : entries;
}

function decodeEntries(entries: readonly OutputEntry[]): string {
	return new TextDecoder().decode(Buffer.concat(entries.map(({ bytes }) => bytes)));
}

/** As JSON a control character takes six bytes: this stays under Rivet's 1 MiB even if all are. */
const PAGE_BYTES = 131_072;
/** Of what was printed before the first look. */
const FIRST_TAIL_ENTRIES = "4000";

const logSchema = v.object({
	entries: v.array(v.object({ sequence: v.number(), data: v.string(), encoding: v.string() })),
});

/** @throws {SessionError} `not_found` */
async function readProcess(
	sandbox: Sandbox,
	{ processId, after }: ReadProcessRequest,
	signal: AbortSignal,
): Promise<ProcessOutput> {
	const path = `processes/${encodeURIComponent(processId)}`;
	const query = after === undefined ? { tail: FIRST_TAIL_ENTRIES } : { since: String(after) };
	// The process first: what it prints after that is told the next time, and nothing is missed at its end.
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
	return readJsonBody(await replaceApiError(callSandboxApi(sandbox, request), noSuchProcess()), schema);
}

function toOutputEntry({ sequence, data, encoding }: v.InferOutput<typeof logSchema>["entries"][number]): OutputEntry {
	return { sequence, bytes: Buffer.from(data, encoding === "base64" ? "base64" : "utf8") };
}

/** The processes of a sandbox, to be looked at. Everything rejects with a `SessionError`, and in time. */
export interface SandboxProcesses {
	list(): Promise<{ readonly processes: readonly SandboxProcess[] }>;
	read(request: ReadProcessRequest): Promise<ProcessOutput>;
}

/** @param sandboxReadTimeoutMs - How long each look may take. */
export function createSandboxProcesses(sandbox: Sandbox, sandboxReadTimeoutMs: number): SandboxProcesses {
	return {
		list: () =>
			queryWithTimeout(sandboxReadTimeoutMs, async (signal) => ({ processes: await listProcesses(sandbox, signal) })),
		read: (request) => queryWithTimeout(sandboxReadTimeoutMs, (signal) => readProcess(sandbox, request, signal)),
	};
}
