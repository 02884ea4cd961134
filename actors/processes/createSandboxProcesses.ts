import type { ProcessOutput, ReadProcessRequest, SandboxProcess } from "../../src/protocol/index.ts";
import { queryWithTimeout } from "../sandbox/look.ts";
import type { Sandbox } from "../sandbox/sandbox.ts";
import { listProcesses } from "./listProcesses.ts";
import { readProcess } from "./readProcess.ts";

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
