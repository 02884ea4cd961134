import type { ProcessOutput } from "../../protocol/index.ts";
import { malformedMessageError } from "./malformed.ts";
import { parseProcess } from "./parseProcesses.ts";
import { parseNonNegativeInteger, parseRecord } from "./parseRecord.ts";

const PROCESS_OUTPUT = "a process's output";

/** @throws {WorkspaceError} `internal` when it is none. */
export function parseProcessOutput(value: unknown): ProcessOutput {
	const { process, text, after, hasMore, skipped } = parseRecord(value, PROCESS_OUTPUT);
	if (typeof text !== "string") throw malformedMessageError(PROCESS_OUTPUT);
	return {
		process: parseProcess(process),
		text,
		after: parseNonNegativeInteger(after, PROCESS_OUTPUT),
		hasMore: hasMore === true,
		skipped: skipped === true,
	};
}
