import * as v from "valibot";
import type { SandboxProcess } from "../../src/protocol/index.ts";
import { takeWithinBytes } from "../items/takeFitting.ts";
import { callSandboxApi } from "../sandbox/askSandbox.ts";
import { readJsonBody } from "../sandbox/readJson.ts";
import { SandboxApiError } from "../sandbox/SandboxRefusal.ts";
import type { Sandbox } from "../sandbox/sandbox.ts";
import { processSchema, toProcess } from "./processSchema.ts";

const MAX_LIST_BYTES = 400_000;
const NOT_SUPPORTED = 501;

const listSchema = v.object({ processes: v.array(processSchema) });

/** The newest first. None where the sandbox cannot have any. */
export async function listProcesses(sandbox: Sandbox, signal: AbortSignal): Promise<readonly SandboxProcess[]> {
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
