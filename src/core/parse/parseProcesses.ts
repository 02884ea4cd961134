import type { SandboxProcess } from "../../protocol/index.ts";
import { malformedMessageError } from "./malformed.ts";
import { parseArray, parseRecord } from "./parseRecord.ts";

/** @throws {WorkspaceError} `internal` when it is no list of processes. */
export function parseProcesses(value: unknown): readonly SandboxProcess[] {
	return parseArray(parseRecord(value, "processes").processes, "processes").map(parseProcess);
}

/** @throws {WorkspaceError} `internal` when it is no process. */
export function parseProcess(value: unknown): SandboxProcess {
	const { id, command, status } = parseRecord(value, "a process");
	if (typeof id !== "string" || typeof command !== "string") throw malformedMessageError("a process");
	if (status !== "running" && status !== "exited") throw malformedMessageError("a process");
	return value as SandboxProcess;
}
