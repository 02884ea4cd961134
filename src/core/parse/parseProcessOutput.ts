import type { ProcessOutput } from "../../protocol/index.ts";
import { malformed } from "./malformed.ts";
import { parseProcess } from "./parseProcesses.ts";
import { parseCount, parseRecord } from "./parseRecord.ts";

const WHAT = "a process's output";

/** @throws {WorkspaceError} `internal` when it is none. */
export function parseProcessOutput(value: unknown): ProcessOutput {
	const { process, text, after, hasMore, skipped } = parseRecord(value, WHAT);
	if (typeof text !== "string") throw malformed(WHAT);
	return {
		process: parseProcess(process),
		text,
		after: parseCount(after, WHAT),
		hasMore: hasMore === true,
		skipped: skipped === true,
	};
}
