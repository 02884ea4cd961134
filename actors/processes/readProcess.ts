import * as v from "valibot";
import type { ProcessOutput, ReadProcessRequest } from "../../src/protocol/index.ts";
import { replaceApiError } from "../files/withoutRefusal.ts";
import { callSandboxApi } from "../sandbox/askSandbox.ts";
import { readJsonBody } from "../sandbox/readJson.ts";
import type { Sandbox } from "../sandbox/sandbox.ts";
import { noSuchProcess } from "./noSuchProcess.ts";
import { processSchema, toProcess } from "./processSchema.ts";
import { type OutputEntry, takeLastPage, takeNextPage } from "./takeOutput.ts";

/** As JSON a control character takes six bytes: this stays under Rivet's 1 MiB even if all are. */
const PAGE_BYTES = 131_072;
/** Of what was printed before the first look. */
const FIRST_TAIL_ENTRIES = "4000";

const logSchema = v.object({
	entries: v.array(v.object({ sequence: v.number(), data: v.string(), encoding: v.string() })),
});

/** @throws {SessionError} `not_found` */
export async function readProcess(
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
