import type { FileContent } from "../../protocol/index.ts";
import { malformedMessageError } from "./malformed.ts";
import { parseNonNegativeInteger, parseRecord } from "./parseRecord.ts";

const FILE = "a file";

/** @throws {WorkspaceError} `internal` when it is no file. */
export function parseFileContent(value: unknown): FileContent {
	const { kind, path, mimeType, size, text, line, nextOffset } = parseRecord(value, FILE);
	parseNonNegativeInteger(size, FILE);
	if (typeof path !== "string" || typeof mimeType !== "string") throw malformedMessageError(FILE);
	if (kind === "binary" || kind === "too_large") return value as FileContent;
	if (kind !== "text" || typeof text !== "string") throw malformedMessageError(FILE);
	parseNonNegativeInteger(line, FILE);
	if (nextOffset !== null) parseNonNegativeInteger(nextOffset, FILE);
	return value as FileContent;
}
