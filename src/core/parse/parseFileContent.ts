import type { FileContent } from "../../protocol/index.ts";
import { malformed } from "./malformed.ts";
import { parseCount, parseRecord } from "./parseRecord.ts";

const WHAT = "a file";

/** @throws {WorkspaceError} `internal` when it is no file. */
export function parseFileContent(value: unknown): FileContent {
	const { kind, path, mimeType, size, text, line, nextOffset } = parseRecord(value, WHAT);
	parseCount(size, WHAT);
	if (typeof path !== "string" || typeof mimeType !== "string") throw malformed(WHAT);
	if (kind === "binary" || kind === "too_large") return value as FileContent;
	if (kind !== "text" || typeof text !== "string") throw malformed(WHAT);
	parseCount(line, WHAT);
	if (nextOffset !== null) parseCount(nextOffset, WHAT);
	return value as FileContent;
}
